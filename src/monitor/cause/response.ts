import type { Clue } from './clue.ts';
import { bodyIn, clue, edgeNameOf, headerIn, newest, serverTimings } from './clue.ts';
import type { CauseEvidence } from './evidence.ts';

/** Cloudflare's own codes and what they mean (developers.cloudflare.com, 5xx errors). */
const cloudflareCodes: Readonly<Record<string, readonly [kind: Clue['kind'], because: string]>> = {
  'http-520': ['origin', 'The edge answers 520: the origin gave it something that is no answer.'],
  'http-521': ['origin', 'The edge answers 521: the origin refuses its connection.'],
  'http-522': ['origin', 'The edge answers 522: the origin does not take its connection in time.'],
  'http-523': ['origin', 'The edge answers 523: it finds no way to the origin.'],
  'http-524': ['origin', 'The edge answers 524: the origin took the request and did not answer in time.'],
  'http-525': ['tls', 'The edge answers 525: its TLS handshake with the origin fails.'],
  'http-526': ['tls', 'The edge answers 526: the certificate of the origin is not valid.'],
};

const databaseWords =
  /SQLSTATE|too many connections|remaining connection slots|could not connect to server|connection pool|deadlock detected|database (?:is )?(?:locked|unavailable|error|down)|ECONNREFUSED[^,]*:(?:5432|3306|6379|27017)|relation "?\w+"? does not exist|\bdb(?:_| )?(?:error|timeout|down)/i;
const thirdPartyWords =
  /\b(stripe|paypal|adyen|mollie|braintree|auth0|okta|twilio|sendgrid|mailgun|algolia|openai|firebase|supabase)\b[^.]{0,80}\b(?:error|unavailable|failed|timed? ?out|down|50\d)|(?:payment provider|upstream (?:provider|api)|third[- ]party)[^.]{0,60}(?:error|unavailable|failed|timed? ?out|down|unreachable|does not (?:answer|respond)|not responding)/i;
const edgeWords =
  /<center>cloudflare<\/center>|\berror(?: code)?:? ?10\d\d\b|attention required|ddos protection|you have been blocked|error from cloudfront/i;
const gatewayWords = /bad gateway|gateway time-?out|upstream|no healthy|application failed to respond/i;

/** What the answer itself says. */
export function responseClues(evidence: CauseEvidence): readonly Clue[] {
  const sample = newest(evidence);
  if (sample === undefined || sample.code === null) return [];
  const isHttp = sample.layer === 'http' || sample.layer === 'content' || sample.layer === 'journey';
  if (!isHttp || sample.code === 'slow') return [];
  const known = cloudflareCodes[sample.code];
  if (known !== undefined) return [clue(known[0], 0.88, known[1])];
  const body = bodyIn(sample);
  return [...wordClues(`${sample.message} ${body}`), ...statusClues(evidence, sample.code, body)];
}

function wordClues(text: string): readonly Clue[] {
  const database = databaseWords.exec(text)?.[0];
  const thirdParty = thirdPartyWords.exec(text)?.[0];
  const health =
    /"(?:db|database|postgres\w*|mysql|redis|datastore)" ?: ?(?:\{[^{}]{0,80}"status" ?: ?)?(?:false|"(?:down|error|fail\w*|unhealthy|unavailable)")/i.exec(
      text,
    ) ??
    /\b(db|database|postgres\w*|mysql|redis|datastore)[\w.]* is (?:false|"(?:down|error|fail\w*)"|missing)/i.exec(
      text,
    );
  return [
    ...(database === undefined
      ? []
      : [clue('database', 0.8, `The answer itself speaks of the database: "${database}".`)]),
    ...(health === null ? [] : [clue('database', 0.85, `The health page says it: ${health[0]}.`)]),
    ...(thirdParty === undefined
      ? []
      : [clue('third-party', 0.8, `The answer itself names another service: "${thirdParty.slice(0, 80)}".`)]),
  ];
}

function statusClues(evidence: CauseEvidence, code: string, body: string): readonly Clue[] {
  const sample = newest(evidence);
  const edge = edgeNameOf(sample);
  const status = Number(/^http-(\d{3})$/.exec(code)?.[1] ?? 0);
  if (status === 530 || /\berror(?: code)?:? ?1016\b/i.test(body))
    return [clue('dns', 0.75, 'The edge cannot resolve the name of the origin.')];
  const isEdgeMade =
    edgeWords.test(body) || (headerIn(sample, 'x-cache') ?? '').toLowerCase().startsWith('error from');
  if (status === 403 || status === 429)
    return edge === null && !isEdgeMade
      ? [clue('origin', 0.3, `The server turns the probe away (${status}).`)]
      : [
          clue(
            'edge',
            0.7,
            `${edge ?? 'The edge'} turns visitors away (${status}) before the origin is asked.`,
          ),
        ];
  if (status < 500) return [];
  const timings = serverTimings(sample);
  if (edge !== null && (timings.has('origin') || timings.has('cforigin')))
    return [clue('origin', 0.7, `${edge} asked the origin, and the ${status} came from there.`)];
  if (edge !== null && (status === 502 || status === 504) && !/<center>cloudflare<\/center>/i.test(body))
    return [clue('origin', 0.65, `${edge} answers ${status}: it gets no proper answer from the origin.`)];
  if (isEdgeMade) return [clue('edge', 0.75, `${edge ?? 'The edge'} made this ${status} itself.`)];
  if (status === 502 || status === 504 || gatewayWords.test(body))
    return [
      clue('origin', 0.65, `A gateway answers ${status}: the application behind it is gone or too slow.`),
    ];
  return [clue('origin', 0.4, `The application answers ${status}.`)];
}

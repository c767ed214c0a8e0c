import type { Candidate, Judge, Judgement } from '../rule.ts';
import { awsAccountOf, hasCrcTail } from './checksums.ts';
import { decodeJwt } from './jwt.ts';
import { isPlaceholder } from './placeholder.ts';
import { isMadeOfWords, looksRandom } from './randomness.ts';

/** The usual question: is it random, and no placeholder? Separators and a vendor’s mark before the first one do not count. */
export const random: Judge = ({ value }) => {
  const body = value.replace(/^(?:[A-Za-z]{1,12}[._-])?/, '').replaceAll(/[._:-]/g, '');
  return isPlaceholder(value) || !looksRandom(body, body.length < 48 ? 16 : 10) ? null : {};
};

/** As `random`, for values the vendor fills with words or digits too: only placeholders are turned away. */
export const anyValue: Judge = ({ value }) => (isPlaceholder(value) ? null : {});

/** As `random`, and not made of words: for values without a mark of their own. */
export const plainRandom: Judge = (candidate) =>
  isMadeOfWords(candidate.value) || isHashName(candidate) || !looksRandom(candidate.value)
    ? null
    : random(candidate);

/** The name a value is given says it is the hash of something, or public. */
export function isHashName({ text, start, valueStart }: Candidate): boolean {
  const name =
    text
      .slice(Math.max(0, start - 40), valueStart)
      .split(/[\n;{}]/)
      .at(-1) ?? '';
  return /hash|digest|checksum|integrity|sha(?:1|256|384|512)|md5|etag|fingerprint|public|(?:^|[^a-z])pub(?:[^a-z]|$)|commit|revision/i.test(
    name,
  );
}

/** Base-62 CRC-32 tail (GitHub, npm). Where it does not fit, the token never worked: altered or made up. */
export const crcTail: Judge = (candidate) => {
  const judged = random(candidate);
  if (judged === null) return null;
  const body = candidate.value.slice(candidate.value.indexOf('_') + 1);
  return hasCrcTail(body)
    ? { ...judged, confidence: 'proven', detail: 'its checksum is right' }
    : {
        ...judged,
        confidence: 'possible',
        severity: 'medium',
        detail: 'its checksum is wrong: altered or made up',
      };
};

export const awsKeyId: Judge = (candidate) => {
  if (/EXAMPLE|SAMPLE/.test(candidate.value)) return null;
  const judged = random(candidate);
  const account = awsAccountOf(candidate.value);
  return judged === null || account === null ? judged : { ...judged, detail: `of account ${account}` };
};

/** Forty characters of base64 with both cases and digits: a hash in hexadecimal is none. */
export const awsSecret: Judge = (candidate) =>
  [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(candidate.value)) && !/EXAMPLEKEY/.test(candidate.value)
    ? plainRandom(candidate)
    : null;

/** Google's keys are public by design where a browser uses Firebase or Maps; restrict them by referrer. */
export const googleKey: Judge = (candidate) => {
  const judged = random(candidate);
  if (judged === null) return null;
  const around = candidate.text.slice(Math.max(0, candidate.start - 400), candidate.start + 400);
  return /firebase|authDomain|messagingSenderId|maps\.googleapis|NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_/i.test(
    around,
  )
    ? { kind: 'publishable', detail: 'a browser key of Firebase or Maps: restrict it by referrer and API' }
    : judged;
};

/** RFC 7519 tokens: whose, for what, until when. */
export const jwt: Judge = ({ value, now }) => {
  const token = decodeJwt(value);
  if (isPlaceholder(value)) return null;
  if (token === null) return hasJwtHeader(value) ? { ...madeUp, severity: 'low' } : null;
  const { claims, header } = token;
  if (header['alg'] === 'none' || claims['name'] === 'John Doe') return null;
  return supabaseRole(claims) ?? expiry(claims, now);
};

/** Of the right form, but not what the issuer would make. */
const madeUp = {
  confidence: 'possible',
  severity: 'medium',
  detail: 'its structure is wrong: altered or made up',
} as const;

function hasJwtHeader(value: string): boolean {
  const [header = '', claims = ''] = value.split('.');
  return decodeJwt(`${header}.e30`) !== null && claims.length >= 40 && looksRandom(claims.slice(0, 128), 16);
}

function supabaseRole(claims: Readonly<Record<string, unknown>>): Judgement | null {
  const { iss, role, ref } = claims;
  if (typeof role !== 'string' || (iss !== 'supabase' && iss !== 'supabase-demo')) return null;
  const project = typeof ref === 'string' ? ` of project ${ref.slice(0, 30)}` : '';
  if (iss === 'supabase-demo')
    return {
      kind: 'test',
      severity: 'low',
      confidence: 'proven',
      detail: `the ${role} key every local Supabase has`,
    };
  return role === 'service_role'
    ? {
        severity: 'blocker',
        confidence: 'proven',
        detail: `Supabase service_role key${project}: passes every row-level rule`,
      }
    : {
        kind: 'publishable',
        severity: 'low',
        confidence: 'proven',
        detail: `Supabase ${role.slice(0, 30)} key${project}`,
      };
}

function expiry(claims: Readonly<Record<string, unknown>>, now: number): Judgement {
  const { exp, iss } = claims;
  const from = typeof iss === 'string' ? `issued by ${iss.slice(0, 80)}` : 'of an unnamed issuer';
  if (typeof exp !== 'number') return { detail: `${from}, without expiry` };
  const day =
    Number.isFinite(exp) && Math.abs(exp) < 8e12 ? new Date(exp * 1000).toISOString().slice(0, 10) : 'never';
  return exp * 1000 < now
    ? { kind: 'test', severity: 'low', detail: `${from}, expired ${day}` }
    : { confidence: 'proven', detail: `${from}, valid until ${day}` };
}

/** PEM (RFC 7468): the body has to be base64 that begins like the structure the label names. */
export const pem: Judge = ({ match }) => {
  const [, label] = /^-----BEGIN ([A-Z ]*)/.exec(match) ?? [];
  const text = match.replaceAll(/\\r|\\n|\\t/g, '\n').replace(/^-----BEGIN [A-Z ]*-----/, '');
  const lines = text
    .replace(/-----END[^]*$/, '')
    .split(/[\s"'`+,\\]+/)
    .filter((line) => line !== '' && !/^[\w-]+:$/.test(line));
  const isLocked = /Proc-Type: 4,ENCRYPTED|ENCRYPTED PRIVATE KEY/.test(match);
  const body = lines.filter((line) => /^[A-Za-z0-9/+=]{4,}$/.test(line)).join('');
  if (body.length < 64 || !looksRandom(body.slice(-272).replaceAll(/(.)\1{5,}/g, ''), 16)) return null;
  if (isLocked) return { severity: 'medium', confidence: 'likely', detail: 'protected by a passphrase' };
  if (label?.startsWith('OPENSSH') === true) return opensshDetail(body);
  // An ASN.1 SEQUENCE (0x30) is "M" in base64; other labels (PGP) have their own packets.
  return label?.startsWith('PGP') === true || body.startsWith('M') ? { confidence: 'proven' } : madeUp;
};

/** The cipher's name stands in clear after the magic `openssh-key-v1`. */
function opensshDetail(body: string): Judgement | null {
  const head = Buffer.from(body.slice(0, 96), 'base64').toString('latin1');
  if (!head.startsWith('openssh-key-v1')) return madeUp;
  return head.includes('none')
    ? { confidence: 'proven' }
    : { severity: 'medium', confidence: 'likely', detail: 'protected by a passphrase' };
}

import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import limits from '../../facts/api/limits.ts';

export default check({
  title: 'Oversized bodies are refused',
  failingTitle: 'The API reads a body of any size before it answers',
  requirements: ['OWASP-1'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'A few large requests at a time fill the memory, and the shop stops for everybody.',
  sources: [
    page(
      'RFC 9110 section 15.5.14: 413 Content Too Large',
      'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14',
    ),
  ],
  needs: { tried: limits },
  fix: 'Set a limit at the web server and in the framework (1 MiB is plenty for JSON) and answer 413.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `head -c 12582912 /dev/zero | curl -sSk -o /dev/null -w '%{http_code}\\n' -H 'content-type: application/json' --data-binary @- 'https://${target.name}/'`,
  judge: ({ tried: seen }) => {
    if (!seen.isAsked)
      return seen.waiting.includes('body')
        ? unknown(seen.why, 'launch-ready audit --active, when the product is yours')
        : notApplicable(seen.why);
    const body = seen.largeBody;
    if (body === null) return notApplicable('no declared route of this host takes a body');
    const size = `${body.sizeBytes >> 20} MiB`;
    if (body.status === null && body.error !== 'reset')
      return unknown(`whether ${body.url} reads ${size}: no answer (${body.error})`, 'run the audit again');
    if (body.status === null) return pass(`${size} to ${body.url} are cut off`);
    if (body.status === 413 || (body.status >= 400 && !body.isSameAnswer && body.status !== body.smallStatus))
      return pass(`${size} to ${body.url} are answered ${body.status}`);
    if (body.smallStatus === 401 || body.smallStatus === 403 || body.smallStatus === 429)
      return unknown(
        `whether ${body.url} reads ${size}: it refuses strangers first`,
        'try it with a session',
      );
    if (!body.isSameAnswer)
      return unknown(
        `whether ${body.url} reads ${size}: it answers ${body.status}`,
        'look at the server’s limit',
      );
    return fail(`${body.url} reads ${size} and answers as if they were 30 bytes (${body.status})`, {
      evidence: [note(`A small body is answered ${body.smallStatus} with the same text.`)],
      confidence: 'likely',
    });
  },
});

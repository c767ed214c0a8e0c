import type { Outside } from '../../model/outside.ts';
import { verificationRequest, verifiedState } from '../../protocols/secrets/verification.ts';
import type { Hit } from '../../collectors/secrets/hits.ts';
import type { ScannedFinding } from './document.ts';

const maxAsked = 200;

/** One request per secret, one after the other: a burst would look like an attack and meet rate limits. */
export async function verifyHits(
  hits: readonly Hit[],
  outside: Outside,
  signal: AbortSignal,
): Promise<readonly ScannedFinding['verified'][]> {
  const answers: ScannedFinding['verified'][] = [];
  let asked = 0;
  for (const { finding, value } of hits) {
    const request = finding.kind === 'publishable' ? null : verificationRequest(finding.rule, value);
    if (request === null || asked >= maxAsked) {
      answers.push('not asked: no harmless request is known');
      continue;
    }
    asked += 1;
    const response = await outside.http.request({
      ...request,
      maxBodyBytes: 64 * 1024,
      timeoutMs: 10_000,
      signal,
    });
    answers.push(
      response.ok
        ? verifiedState(
            finding.rule,
            response.value.status,
            Buffer.from(response.value.body).toString('utf8'),
          )
        : 'unclear',
    );
  }
  return answers;
}

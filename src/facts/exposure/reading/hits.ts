import { fail, notApplicable, pass, unknown } from '../../../model/check.ts';
import type { FailDetails, Severity, Verdict } from '../../../model/check.ts';
import { severities } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import type { ExposureKind } from '../../../protocols/exposure/rule.ts';
import type { ExposureHit, ExposureProbes } from '../probes.ts';

export const worst = (all: readonly Severity[]): Severity =>
  severities.find((severity) => all.includes(severity)) ?? 'low';

/**
 * Judges the hits of some kinds: any is a failure, as severe as the worst. What was not asked, or not answered, is unknown.
 * `accepts` lets hits through that are there on purpose.
 */
export function judgeHits(
  probes: ExposureProbes,
  kinds: readonly ExposureKind[],
  { accepts = () => false, ...more }: Partial<FailDetails> & { accepts?: (hit: ExposureHit) => boolean } = {},
): Verdict {
  if (!probes.isAsked) return notApplicable(probes.why);
  const hits = probes.hits.filter((hit) => kinds.includes(hit.kind));
  const wrong = hits.filter((hit) => !accepts(hit));
  const [first] = wrong.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  if (first !== undefined) {
    const others = wrong.length === 1 ? '' : ` (and ${wrong.length - 1} more)`;
    return fail(`${first.url} ${first.detail}${others}`, {
      evidence: [
        table(
          'Handed out to anybody',
          ['address', 'what', 'content', 'status'],
          wrong.map(({ method, url, title, detail, status, type }) => [
            method === 'GET' ? url : `${method} ${url}`,
            title,
            detail,
            `${status} ${type}`,
          ]),
        ),
      ],
      severity: worst(wrong.map(({ severity }) => severity)),
      ...more,
    });
  }
  if (probes.stopped !== null)
    return unknown(
      `what else the host hands out: ${probes.stopped}`,
      'ask again later, from another address',
    );
  const meant = hits.length === 0 ? '' : `, ${hits.length} on purpose`;
  return pass(`none of ${probes.asked} addresses holds one${meant}`);
}

/** What shows the first hit: the rule's usual address. */
export const curlOf =
  (path: string) =>
  ({ target }: { readonly target: { readonly name: string } }): string =>
    `curl -sSk -r 0-500 'https://${target.name}${path}'`;

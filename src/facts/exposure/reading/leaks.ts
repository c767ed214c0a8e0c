import { fail, notApplicable, pass, unknown } from '../../../model/check.ts';
import type { FailDetails, Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import type { SeenErrors, SeenLeak } from '../errors.ts';

/** Any leak that `isMeant` picks is a failure; an answer nobody gave proves nothing. */
export function judgeLeaks(
  errors: SeenErrors,
  isMeant: (leak: SeenLeak) => boolean,
  details: Partial<FailDetails> = {},
): Verdict {
  if (!errors.isAsked) return notApplicable(errors.why);
  if (errors.answers === 0)
    return unknown('what errors look like: nothing was answered', 'run the audit again');
  const leaks = errors.leaks.filter(isMeant);
  const [first] = leaks;
  if (first === undefined)
    return pass(
      `${errors.answers} answers show none${errors.isProvoked ? '' : '; errors were not provoked'}`,
    );
  const others = leaks.length === 1 ? '' : ` (and ${leaks.length - 1} more)`;
  return fail(`${first.method} ${first.url} answers ${first.status} with a ${first.what}${others}`, {
    evidence: [
      table(
        'Given away',
        ['request', 'status', 'what', 'line'],
        leaks.map(({ method, url, status, what, line }) => [`${method} ${url}`, String(status), what, line]),
      ),
    ],
    ...details,
  });
}

/** Further things one answer gives away are part of its stack trace or debug page. */
export const isOnlyLeak = (errors: SeenErrors, leak: SeenLeak): boolean =>
  errors.isAsked &&
  !errors.leaks.some(
    (other) => other.kind !== 'internal' && other.url === leak.url && other.method === leak.method,
  );

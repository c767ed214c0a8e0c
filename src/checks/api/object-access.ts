import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import objects from '../../facts/api/objects.ts';
import type { ObjectTrial } from '../../facts/api/objects.ts';

const isServed = ({ status }: ObjectTrial): boolean => status !== null && status >= 200 && status < 300;

export default check({
  title: 'What belongs to one customer is closed to all others',
  failingTitle: 'One customer reads what belongs to another, by its number',
  requirements: ['OWASP-1'],
  stage: 'journeys',
  target: 'site',
  severity: 'blocker',
  impact: 'trust',
  why: 'Counting up a number in the address copies every order, message or invoice there is.',
  sources: [
    page(
      'OWASP API1: broken object level authorization',
      'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
    ),
  ],
  needs: { tried: objects },
  fix: 'Read every object together with its owner (`where id = $1 and owner = $2`), and answer 404 to everybody else.',
  effortMinutes: 90,
  reproduce: ({ manifest }) => {
    const url =
      manifest.routes.find((route) => route.needsAuth && /[:{]/.test(route.url))?.url ?? '/orders/:id';
    return `curl -sSk -H 'authorization: <second account>' '${url}'   # with the first account’s number`;
  },
  judge: ({ tried: seen }) => {
    if (!seen.isAsked)
      return seen.isConsentMissing
        ? unknown(seen.why, 'launch-ready audit --active, when the product is yours')
        : notApplicable(seen.why);
    const crossed = seen.trials.filter((trial) => trial.isOwnersAnswer || isServed(trial));
    const proven = crossed.filter(({ isOwnersAnswer }) => isOwnersAnswer);
    const [first] = [...proven, ...crossed];
    if (first !== undefined) {
      const more = crossed.length === 1 ? '' : ` (and ${crossed.length - 1} more)`;
      return fail(`${first.by} reads ${first.url}, which belongs to ${first.owner}${more}`, {
        evidence: [
          table(
            'Objects of one account, asked for by others',
            ['address', 'belongs to', 'asked by', 'status', 'the owner’s answer'],
            seen.trials.map(({ url, owner, by, status, isOwnersAnswer }) => [
              url,
              owner,
              by,
              String(status),
              isOwnersAnswer ? 'yes' : 'no',
            ]),
          ),
        ],
        confidence: proven.length > 0 ? 'proven' : 'likely',
      });
    }
    const [problem] = seen.problems;
    if (problem !== undefined) return unknown(problem, 'look at `testAccounts` in launch.yaml');
    if (seen.trials.some(({ status }) => status === null))
      return unknown('some questions got no answer', 'run the audit again');
    return pass(`${seen.trials.length} questions for objects of others are refused`);
  },
});

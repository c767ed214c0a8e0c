import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import limits from '../../facts/api/limits.ts';
import type { DoorTrial } from '../../facts/api/limits.ts';

const stopped = ({ sign, limitedAt, asked }: DoorTrial): string => {
  if (sign === 'limited') return limitedAt === null ? 'stopped' : `stopped at request ${limitedAt}`;
  if (sign === 'challenged') return 'a puzzle for people';
  if (sign === 'announced') return 'a limit is announced';
  return sign === 'none' ? `all ${asked} were taken` : 'turned away every time';
};

export default check({
  title: 'Login and sign-up stop somebody who tries again and again',
  failingTitle: 'Passwords can be guessed without end: login or sign-up has no limit',
  requirements: ['OWASP-1'],
  stage: 'journeys',
  target: 'host',
  severity: 'high',
  impact: 'trust',
  why: 'Leaked password lists are tried within minutes of a launch, and sign-ups of robots cost mails and reputation.',
  sources: [
    page(
      'OWASP API4: unrestricted resource consumption',
      'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
    ),
  ],
  needs: { tried: limits },
  fix: 'Limit tries per account and per address (say 10 a minute), answer 429 with Retry-After, and ask a puzzle after some failures.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `for n in $(seq 40); do curl -sSk -o /dev/null -w '%{http_code} ' -d 'email=nobody@launch-ready.invalid&password=x' 'https://${target.name}/login'; done`,
  judge: ({ tried: seen }) => {
    if (!seen.isAsked)
      return seen.waiting.includes('doors')
        ? unknown(seen.why, 'launch-ready audit --active, when the product is yours')
        : notApplicable(seen.why);
    if (seen.doors.length === 0) return notApplicable('no login or sign-up was found on this host');
    const rows = seen.doors.map((door) => [door.url, door.kind, door.statuses, stopped(door)]);
    const evidence = [
      table(
        'Asked again and again, as somebody who does not exist',
        ['address', 'what', 'answers', 'limit'],
        rows,
      ),
    ];
    const open = seen.doors.filter(({ sign }) => sign === 'none');
    const [first] = open;
    if (first !== undefined) {
      const more = open.length === 1 ? '' : ` (and ${open.length - 1} more)`;
      return fail(`${first.kind} at ${first.url} took ${first.asked} tries within seconds${more}`, {
        evidence,
        severity: open.some(({ kind }) => kind === 'login') ? 'high' : 'medium',
        confidence: 'likely',
      });
    }
    const unclear = seen.doors.find(({ sign }) => sign === 'unclear');
    if (unclear !== undefined)
      return unknown(
        `the limit of ${unclear.kind} at ${unclear.url}: it answered ${unclear.statuses === '' ? 'nothing' : unclear.statuses} every time`,
        'try it by hand with a real form',
      );
    return pass(seen.doors.map((door) => `${door.kind}: ${stopped(door)}`).join('; '));
  },
});

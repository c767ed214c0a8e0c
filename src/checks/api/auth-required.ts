import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { lineOf, onRoutes, others } from '../../facts/api/reading/on-routes.ts';
import routes from '../../facts/api/routes.ts';
import type { RouteAnswer } from '../../facts/api/routes.ts';

/** Served to somebody without credentials; a login page in its place is none. */
const isServed = ({ status, isLogin }: RouteAnswer): boolean =>
  status !== null && status >= 200 && status < 300 && !isLogin;
const isRefused = ({ status, isLogin }: RouteAnswer): boolean =>
  isLogin || (status !== null && ([401, 403].includes(status) || (status >= 300 && status < 400)));

export default check({
  title: 'Routes that need a login refuse strangers',
  failingTitle: 'A route that needs a login answers without one',
  requirements: ['OWASP-1', 'EDGE-8'],
  stage: 'journeys',
  target: 'host',
  severity: 'blocker',
  impact: 'trust',
  why: 'Whoever knows the address reads or changes what belongs to your customers.',
  sources: [
    page(
      'OWASP API2: broken authentication',
      'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
    ),
  ],
  needs: { asked: routes },
  fix: 'Check the session before anything else in the handler, for every method, and answer 401.',
  effortMinutes: 45,
  reproduce: ({ target, manifest }) => {
    const url = manifest.routes.find(({ needsAuth }) => needsAuth)?.url ?? '/';
    return `curl -sSk -o /dev/null -w '%{http_code}\\n' '${new URL(url, `https://${target.name}/`).href}'`;
  },
  judge: ({ asked: seen }) =>
    onRoutes(seen, ({ answers, oddMethods }) => {
      const wanted = answers.filter(({ needsAuth }) => needsAuth);
      if (wanted.length === 0) return notApplicable('no route of this host is declared to need a login');
      const served = wanted.filter(isServed);
      const odd = oddMethods.filter(({ status }) => status !== null && status >= 200 && status < 300);
      const [first] = served;
      if (first !== undefined)
        return fail(`${lineOf(first)} answers ${first.status} without a login${others(served)}`, {
          evidence: [
            table(
              'Asked without credentials',
              ['request', 'status', 'type'],
              wanted.map((each) => [lineOf(each), String(each.status), each.type]),
            ),
          ],
        });
      const [strange] = odd;
      if (strange !== undefined)
        return fail(
          `${strange.url} is closed for GET, and answers ${strange.status} to a method nobody knows${others(odd)}`,
          {
            evidence: [
              table(
                'Asked with the method LAUNCH',
                ['address', 'status'],
                odd.map(({ url, status }) => [url, String(status)]),
              ),
            ],
          },
        );
      const open = wanted.find((each) => !isRefused(each));
      if (open !== undefined)
        return unknown(
          `whether ${lineOf(open)} asks for a login: it answers ${open.status ?? 'nothing'}`,
          `curl -sSk -X ${open.method} '${open.url}'`,
        );
      return pass(`${wanted.length} routes refuse strangers`);
    }),
});

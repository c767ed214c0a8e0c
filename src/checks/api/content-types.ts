import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { lineOf, onRoutes, others } from '../../facts/api/reading/on-routes.ts';
import routes from '../../facts/api/routes.ts';

export default check({
  title: 'JSON answers are sent as JSON',
  failingTitle: 'JSON answers are sent as web pages',
  requirements: ['OWASP-1', 'EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A browser that opens such an answer runs whatever a customer typed into a name or a comment.',
  sources: [
    page(
      'OWASP: REST security, content types',
      'https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#send-safe-response-content-types',
    ),
  ],
  needs: { asked: routes },
  fix: 'Send `Content-Type: application/json` and `X-Content-Type-Options: nosniff` with every JSON answer.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sSkD - -o /dev/null 'https://${target.name}/' | grep -i '^content-type'`,
  judge: ({ asked: seen }) =>
    onRoutes(seen, ({ answers }) => {
      const json = answers.filter(({ isJson }) => isJson);
      if (json.length === 0) return notApplicable('no route answered JSON');
      const wrong = json.filter(
        ({ type, hasNosniff }) => /html|xml|javascript/.test(type) || (type === '' && !hasNosniff),
      );
      const [first] = wrong;
      if (first === undefined) return pass(`${json.length} JSON answers are sent as such`);
      return fail(
        `${lineOf(first)} sends JSON as ${first.type === '' ? 'nothing in particular' : first.type}${others(wrong)}`,
        {
          evidence: [
            table(
              'JSON sent as',
              ['request', 'type'],
              wrong.map((each) => [lineOf(each), each.type]),
            ),
          ],
        },
      );
    }),
});

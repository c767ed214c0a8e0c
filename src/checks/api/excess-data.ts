import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { lineOf, onRoutes, others } from '../../facts/api/reading/on-routes.ts';
import routes from '../../facts/api/routes.ts';
import type { RouteAnswer } from '../../facts/api/routes.ts';

/** One address may be a contact; a list of them is a list of customers. */
const manyPeople = 3;
const peopleIn = ({ personal }: RouteAnswer): number => Math.max(0, ...Object.values(personal));
const isToldElsewhere = ({ needsAuth }: RouteAnswer): boolean => needsAuth;

export default check({
  title: 'Public answers hold nothing that belongs to people or to the server',
  failingTitle: 'A public answer of the API holds secrets or customers’ data',
  requirements: ['OWASP-1'],
  stage: 'journeys',
  target: 'host',
  severity: 'high',
  impact: 'trust',
  why: 'The page shows three fields, the answer carries all of them: anybody can copy the rest.',
  sources: [
    page(
      'OWASP API3: broken object property level authorization',
      'https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/',
    ),
  ],
  needs: { asked: routes },
  fix: 'Name the fields an answer may carry, and drop everything else before it is sent.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `curl -sSk 'https://${target.name}/' | grep -oE '"(email|phone|password[^"]*)"' | sort | uniq -c`,
  judge: ({ asked: seen }) =>
    onRoutes(seen, ({ answers }) => {
      const open = answers.filter((each) => each.isJson && !isToldElsewhere(each) && each.status === 200);
      if (open.length === 0) return notApplicable('no public route answered JSON');
      const wrong = open.filter((each) => each.secretFields.length > 0 || peopleIn(each) >= manyPeople);
      const [first] = wrong.toSorted((a, b) => b.secretFields.length - a.secretFields.length);
      if (first === undefined) return pass(`${open.length} public answers were read`);
      const what =
        first.secretFields.length > 0
          ? `fields named ${first.secretFields.join(', ')}`
          : Object.entries(first.personal)
              .map(([name, count]) => `${count} values of ${name}`)
              .join(', ');
      return fail(`${lineOf(first)} hands strangers ${what}${others(wrong)}`, {
        evidence: [
          table(
            'In public answers',
            ['request', 'secret fields', 'personal fields'],
            wrong.map((each) => [
              lineOf(each),
              each.secretFields.join(', '),
              Object.entries(each.personal)
                .map(([name, count]) => `${name} ×${count}`)
                .join(', '),
            ]),
          ),
        ],
        severity: wrong.some(({ secretFields }) => secretFields.length > 0) ? 'blocker' : 'high',
      });
    }),
});

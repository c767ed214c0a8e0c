import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'GraphQL does not describe itself to strangers',
  failingTitle: 'GraphQL tells strangers every type and field it has',
  requirements: ['OWASP-1', 'EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Fields meant for the back office are found in a minute, and tried in the next.',
  sources: [
    page(
      'OWASP: GraphQL cheat sheet, introspection',
      'https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html#introspection-graphiql',
    ),
  ],
  needs: { probes },
  fix: 'Switch introspection off in production (`introspection: false`), and limit the depth of queries.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `curl -sSk -H 'content-type: application/json' -d '{"query":"{__schema{queryType{name}}}"}' 'https://${target.name}/graphql'`,
  judge: ({ probes: seen }) => judgeHits(seen, ['graphql']),
});

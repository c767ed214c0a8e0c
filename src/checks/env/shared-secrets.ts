import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'Production’s secrets are its own',
  failingTitle: 'Production shares secrets with development or staging',
  requirements: ['DEP-2', 'DEP-8'],
  stage: 'env',
  target: 'repository',
  severity: 'high',
  impact: 'security',
  why: 'Every laptop and every test server then holds the keys of production.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Make new secrets for production and replace the old ones at their issuers.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `comm -12 <(sort ${target.name}/.env) <(sort ${target.name}/.env.production) | cut -d= -f1`,
  judge: ({ inventory: seen }) =>
    problemVerdict(seen, {
      kinds: ['same-as-development', 'same-as-staging'],
      isAboutProduction: true,
      good: 'no secret of production stands in another environment',
    }),
});

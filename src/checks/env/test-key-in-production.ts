import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'Production uses live keys',
  failingTitle: 'A test key or sandbox stands in production: customers pay nothing',
  requirements: ['DEP-2'],
  stage: 'env',
  target: 'repository',
  severity: 'high',
  impact: 'revenue',
  why: 'Payments look as if they worked and no money arrives; mails and messages go nowhere.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Put the live key of the same service there.',
  effortMinutes: 15,
  reproduce: ({ target }) => `grep -nE '_test_|sandbox|changeme|your[-_]' ${target.name}/.env.production`,
  judge: ({ inventory: seen }) =>
    problemVerdict(seen, {
      kinds: ['test-key', 'placeholder'],
      isAboutProduction: true,
      good: 'no test key, sandbox or placeholder stands in production',
    }),
});

import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'Production has every variable the code needs',
  failingTitle: 'A variable the code needs is missing in production',
  requirements: ['DEP-2'],
  stage: 'env',
  target: 'repository',
  severity: 'blocker',
  impact: 'revenue',
  why: 'The release starts and breaks at the first request that needs it, or does not start at all.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Set the missing variables in production before the release.',
  effortMinutes: 15,
  reproduce: ({ target }) => `git -C ${target.name} grep -nE 'process\\.env|os\\.environ|ENV\\[|getenv'`,
  judge: ({ inventory }) =>
    problemVerdict(inventory, {
      kinds: ['missing', 'empty'],
      isAboutProduction: true,
      good: `production has all ${inventory.required} required variables`,
    }),
});

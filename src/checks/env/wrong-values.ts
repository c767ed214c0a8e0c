import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'Values have the type the code reads',
  failingTitle: 'A value in production is not what the code expects',
  requirements: ['DEP-2'],
  stage: 'env',
  target: 'repository',
  severity: 'medium',
  impact: 'operability',
  why: 'A port that is no number or a key with its quotes fails at the first use, in production only.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Correct the values named.',
  effortMinutes: 15,
  reproduce: ({ target }) => `cut -d= -f1 ${target.name}/.env.production`,
  judge: ({ inventory: seen }) =>
    problemVerdict(seen, {
      kinds: ['wrong-type', 'mangled', 'live-key'],
      isAboutProduction: true,
      good: 'every value that could be read fits its type',
    }),
});

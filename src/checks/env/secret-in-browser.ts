import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'No secret is copied into what browsers download',
  failingTitle: 'A secret reaches every visitor’s browser',
  requirements: ['DEP-2', 'EDGE-10'],
  stage: 'env',
  target: 'repository',
  severity: 'blocker',
  impact: 'security',
  why: 'Whoever opens the page has the key, and robots look for exactly these names.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Replace the secret at its issuer, rename the variable without the public prefix and read it on the server only.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `git -C ${target.name} grep -nE '(NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC)_[A-Z_]*(SECRET|PASSWORD|PRIVATE)'`,
  judge: ({ inventory: seen }) =>
    problemVerdict(seen, {
      kinds: ['public-name', 'public-secret'],
      isAboutProduction: false,
      good: 'no variable with a public prefix is a secret',
    }),
});

import { check, page } from '../../model/check.ts';
import inventory from '../../facts/env/inventory.ts';
import { problemVerdict } from '../../facts/env/reading/problems.ts';

export default check({
  title: 'Production points at addresses that exist',
  failingTitle: 'Production points at a local or example address',
  requirements: ['DEP-2'],
  stage: 'env',
  target: 'repository',
  severity: 'high',
  impact: 'revenue',
  why: 'Links in mails, redirects and calls between services lead to nobody’s machine.',
  sources: [page('The Twelve-Factor App: Config', 'https://12factor.net/config')],
  needs: { inventory },
  fix: 'Put the address production uses there.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `grep -nE 'localhost|127\\.0\\.0\\.1|example\\.com|ngrok' ${target.name}/.env.production`,
  judge: ({ inventory: seen }) =>
    problemVerdict(seen, {
      kinds: ['local-address'],
      isAboutProduction: true,
      good: 'no value of production points at this machine, a tunnel or an example name',
    }),
});

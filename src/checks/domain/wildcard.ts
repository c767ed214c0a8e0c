import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import wildcard from '../../facts/domain/wildcard.ts';

export default check({
  title: 'Names nobody created do not exist',
  failingTitle: 'Every made-up name under the domain answers: typing errors and old names look alive',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'security',
  why: 'Missing names go unnoticed, phishing links under your domain work, and mail keys cannot be proven absent.',
  sources: [rfc(4592, '2')],
  needs: { seen: wildcard },
  fix: 'Replace the * record with one record per name you use; if customers get subdomains, declare "*.domain" in the manifest.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig made-up-name-1.${target.name} A +short`,
  judge: ({ seen }, { manifest, target }) => {
    const answers = [...seen.aliases, ...seen.addresses, ...seen.texts];
    if (answers.length === 0) return pass(`${seen.name} does not exist`);
    if (manifest.hosts.some((host) => host.name === `*.${target.name}`))
      return notApplicable('a wildcard is declared in the manifest');
    return fail(`${seen.name}, made up a moment ago, leads to ${answers[0]}`, {
      evidence: [lines(seen.name, answers)],
    });
  },
});

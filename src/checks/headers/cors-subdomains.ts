import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { grants, onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';

export default check({
  title: 'Not every subdomain is let in',
  failingTitle: 'Every subdomain, also one that is taken over, can read what a customer sees',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'One forgotten DNS record that a stranger claims is then as good as your own page.',
  sources: [page('Fetch: CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')],
  needs: { cors },
  fix: 'List the subdomains that need it.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Origin: https://launch-ready-probe.example.com' https://${target.name}/ | grep -i '^access-control'`,
  judge: ({ cors: seen }) =>
    onTrials(seen, (trials) => {
      const asked = trials.filter(({ kind }) => kind === 'subdomain');
      const isForAll = trials.some(
        (trial) => trial.kind === 'foreign' && grants(trial).includes('origin-with-credentials'),
      );
      if (isForAll) return notApplicable('every origin is let in, which headers/cors-reflection judges');
      const open = asked.filter((trial) => grants(trial).includes('origin-with-credentials'));
      const [first] = open;
      if (first === undefined) return pass('an unknown subdomain is given nothing');
      return fail(`${first.url} lets ${first.origin} read with the visitor's cookies`, {
        evidence: trialEvidence(open),
      });
    }),
});

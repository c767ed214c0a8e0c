import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { grants, onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';

export default check({
  title: 'Names that merely look like yours are not let in',
  failingTitle: 'A name that merely looks like yours can read what a logged-in customer sees',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Such a name costs ten euros, and then reads every account whose owner it can lure.',
  sources: [page('Fetch: CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')],
  needs: { cors },
  fix: 'Compare origins as a whole, not by their beginning, end or by a pattern without anchors.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Origin: https://example.com.launch-ready-probe.example' https://${target.name}/ | grep -i '^access-control'`,
  judge: ({ cors: seen }) =>
    onTrials(seen, (trials) => {
      const asked = trials.filter(({ kind }) => kind === 'look-alike');
      const isForAll = trials.some(
        (trial) => trial.kind === 'foreign' && grants(trial).includes('origin-with-credentials'),
      );
      if (isForAll) return notApplicable('every origin is let in, which headers/cors-reflection judges');
      const open = asked.filter((trial) => grants(trial).includes('origin-with-credentials'));
      const [first] = open;
      if (first === undefined) return pass('look-alike names are given nothing');
      return fail(`${first.url} lets ${first.origin} read with the visitor's cookies`, {
        evidence: trialEvidence(open),
      });
    }),
});

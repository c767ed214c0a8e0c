import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { grants, onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';

export default check({
  title: 'Sandboxed and local pages cannot read what customers see',
  failingTitle: 'Any sandboxed page can read what a logged-in customer sees',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'The origin null is not one site but everybody: each frame with a sandbox has it.',
  sources: [page('Fetch: CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')],
  needs: { cors },
  fix: 'Take null off the list of allowed origins.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Origin: null' https://${target.name}/ | grep -i '^access-control'`,
  judge: ({ cors: seen }) =>
    onTrials(seen, (trials) => {
      const asked = trials.filter(({ kind }) => kind === 'null');
      const isForAll = trials.some(
        (trial) => trial.kind === 'foreign' && grants(trial).includes('origin-with-credentials'),
      );
      if (isForAll) return notApplicable('every origin is let in, which headers/cors-reflection judges');
      const open = asked.filter((trial) => grants(trial).includes('origin-with-credentials'));
      const [first] = open;
      if (first === undefined) return pass('the origin null is given nothing');
      return fail(`${first.url} lets the origin null read with the visitor's cookies`, {
        evidence: trialEvidence(open),
      });
    }),
});

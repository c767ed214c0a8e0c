import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { grants, onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';

export default check({
  title: 'Foreign sites cannot read what customers see',
  failingTitle: 'Any foreign site can read what a logged-in customer sees',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'A customer who opens a bad page hands over the whole account, without a click.',
  sources: [page('Fetch: CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')],
  needs: { cors },
  fix: 'Answer with Access-Control-Allow-Origin only for the exact origins of your own pages, compared as a whole.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Origin: https://launch-ready-probe.example' https://${target.name}/ | grep -i '^access-control'`,
  judge: ({ cors: seen }) =>
    onTrials(seen, (trials) => {
      const foreign = trials.filter(({ kind }) => kind === 'foreign');
      const open = foreign.filter((trial) => grants(trial).includes('origin-with-credentials'));
      const [first] = open;
      if (first !== undefined)
        return fail(`${first.url} lets ${first.origin} read with the visitor's cookies`, {
          evidence: trialEvidence(open),
        });
      const read = foreign.find((trial) => grants(trial).includes('origin'));
      if (read !== undefined) return pass(`${read.origin} may read ${read.url}, but without cookies`);
      return foreign.length === 0
        ? notApplicable('no foreign origin was tried')
        : pass('a foreign origin is given nothing');
    }),
});

import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { grants, onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';

export default check({
  title: 'Permissions for other origins work as they are meant',
  failingTitle: 'Browsers refuse the permission for other origins',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'The app works in the test with curl and fails in every browser.',
  sources: [page('Fetch: CORS protocol', 'https://fetch.spec.whatwg.org/#http-cors-protocol')],
  needs: { cors },
  fix: 'With credentials, name the origin instead of *; send each Access-Control field once.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null -H 'Origin: https://example.com' https://${target.name}/ | grep -i '^access-control'`,
  judge: ({ cors: seen }) =>
    onTrials(seen, (trials) => {
      const broken = trials.filter((trial) => grants(trial).includes('contradiction'));
      const twice = trials.filter(({ direct }) => direct?.allowOrigin?.includes(',') === true);
      const [first] = broken;
      if (first !== undefined)
        return fail(`${first.url} answers * with credentials, which browsers refuse`, {
          evidence: trialEvidence(broken.slice(0, 4)),
        });
      const [double] = twice;
      if (double !== undefined)
        return fail(`${double.url} names several origins, which browsers refuse`, {
          evidence: trialEvidence(twice.slice(0, 4)),
        });
      const isUsed = trials.some((trial) => grants(trial).some((grant) => grant !== 'none'));
      return isUsed
        ? pass('browsers understand the permissions')
        : notApplicable('no other origin is let in');
    }),
});

import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import openParameters from '../../facts/redirects/open-parameters.ts';

export default check({
  title: 'No parameter sends visitors to any address',
  failingTitle: 'A parameter sends visitors to any address given in it',
  requirements: ['EDGE-2', 'EDGE-8'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Phishers send links that begin with your name and end on their page; login tokens can be led away the same way.',
  sources: [page('CWE-601', 'https://cwe.mitre.org/data/definitions/601.html')],
  needs: { openParameters },
  fix: 'Accept only paths of your own site in this parameter (one leading slash, no second one, no backslash), or a list of allowed hosts.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `curl -sSkI 'https://${target.name}/login?next=https://launch-ready-probe.example/'`,
  judge: ({ openParameters: seen }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const [first] = seen.open;
    if (first === undefined)
      return pass(
        `${seen.parameters.length} parameters on ${seen.paths.length} ${seen.paths.length === 1 ? 'path' : 'paths'} lead nowhere else`,
      );
    return fail(`"${first.parameter}" at ${new URL(first.url).pathname} leads to ${first.location}`, {
      evidence: [
        table(
          'Open redirects',
          ['parameter', 'asked', 'Location'],
          seen.open.map((each) => [each.parameter, each.url, each.location]),
        ),
      ],
    });
  },
});

import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { hostOf, isEndless, walkEvidence } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'Phones end on the same host as everybody else',
  failingTitle: 'Phones are sent to another host than everybody else',
  requirements: ['EDGE-2', 'EDGE-9'],
  stage: 'redirects',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Shared links, logins and search results break between the two hosts, and most visitors come with a phone.',
  sources: [
    page(
      'Google: mobile sites',
      'https://developers.google.com/search/docs/crawling-indexing/mobile/mobile-sites-mobile-first-indexing',
    ),
  ],
  needs: { entry },
  fix: 'Serve one responsive site at one address and remove the rule that looks at the browser.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `curl -sSkIL -A 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile Safari' https://${target.name}/`,
  judge: ({ entry: seen }, { target }) => {
    const passed = gate(seen, 'https');
    if (passed.verdict !== null) return passed.verdict;
    const { https, phone } = passed.entry;
    if (phone === null || isEndless(phone) || isEndless(https))
      return notApplicable('there is no walk with a phone to compare');
    if (phone.end.kind === 'failed')
      return unknown(
        `where phones end: ${phone.end.message}`,
        `curl -sSkIL -A 'iPhone Mobile Safari' '${phone.start}'`,
      );
    if (phone.end.kind !== 'landed' || https.end.kind !== 'landed')
      return notApplicable('one of the walks does not arrive');
    const [everybody, phones] = [hostOf(https.end.url), hostOf(phone.end.url)];
    if (everybody !== target.name) return notApplicable(`everybody ends on ${everybody}, judged there`);
    if (everybody === phones) return pass(`both end on ${everybody}`);
    return fail(`phones end on ${phones}, everybody else on ${everybody}`, {
      evidence: [walkEvidence(https), walkEvidence(phone)],
    });
  },
});

import { check, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { count } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'The pages of the host could be read',
  failingTitle: 'The pages of the host could not be read',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'operability',
  why: 'What was not read was not judged: this says how much was.',
  sources: [rfc(9309, '2.2')],
  needs: { crawl },
  fix: 'Run the audit again when the host answers.',
  effortMinutes: 5,
  reproduce: ({ target }) => `curl -sSkI https://${target.name}/`,
  judge: ({ crawl: seen }) => {
    if (!seen.isCrawled)
      return seen.failure === undefined
        ? notApplicable(seen.why)
        : unknown(
            `what is on the pages of this host: ${seen.failure.message}`,
            `curl -sSkI '${seen.failure.url}'`,
          );
    const read = seen.pages.filter((page) => page.isHtml).length;
    const limits = seen.limits.length === 0 ? '' : `; ${seen.limits.join('; ')}`;
    return pass(`${count(read, 'page')} of ${count(seen.pages.length, 'answer')} read${limits}`);
  },
});

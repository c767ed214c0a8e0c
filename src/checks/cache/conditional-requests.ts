import { check, notApplicable, rfc } from '../../model/check.ts';
import assets from '../../facts/cache/assets.ts';
import { isHashed } from '../../facts/cache/reading/answers.ts';
import { onAssets } from '../../facts/cache/reading/assets.ts';
import { problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { validationFields } from '../../protocols/http/caching/conditional.ts';

export default check({
  title: 'What is still good is not sent again',
  failingTitle: 'Files are sent again although the visitor still has them',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Every second visit loads everything once more.',
  sources: [rfc(9110, '13.1.2'), rfc(9110, '15.4.5')],
  needs: { assets },
  fix: 'Send ETag or Last-Modified and answer 304 to a question with them; use the same ETag on all servers.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sSI https://${target.name}/favicon.ico | grep -iE '^(etag|last-modified)'`,
  judge: ({ assets: seen }) =>
    onAssets(seen, (good) => {
      // A name that changes with the content is never asked for again.
      const asked = good.filter((each) => !isHashed(each.url) || validationFields(each.fields).length > 0);
      if (asked.length === 0) return notApplicable('every asset has a name that changes with its content');
      const problems = problemsOf(asked, (each) => {
        if (validationFields(each.fields).length === 0) return 'neither ETag nor Last-Modified';
        const status = each.asset.conditionalStatus;
        return status === 200 ? 'is sent whole although the visitor has it' : null;
      });
      return told(problems, `${asked.length} assets are answered with 304`);
    }),
});

import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import probes from '../../facts/cache/probes.ts';
import type { CacheProbe } from '../../facts/cache/probes.ts';
import { servedFor } from '../../facts/cache/reading/answers.ts';

export default check({
  title: 'A misleading name does not put private pages into the cache',
  failingTitle: 'A link with a misleading name puts private pages into the cache',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Somebody sends a customer a link that ends in .css, and then reads the page from the cache.',
  sources: [page('Web cache deception', 'https://portswigger.net/web-security/web-cache-deception')],
  needs: { probes },
  fix: 'Answer 404 to paths that do not exist, and let the CDN follow Cache-Control instead of file endings.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null https://${target.name}/account/probe.css | grep -iE '^(HTTP|cache-control|cache-status|age)'`,
  judge: ({ probes: seen }, { now }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    if (seen.deceptions === null)
      return unknown('what misleading names answer', 'launch-ready audit --active');
    if (seen.deceptions.length === 0) return notApplicable('no sampled page is personal');
    const shared = seen.deceptions.filter((each) => each.isShared);
    const possible = seen.deceptions.filter(
      (each) => each.isPrivatePage && servedFor('cdn', each.visitor, now) > 0,
    );
    const [worst] = [...shared, ...possible];
    if (worst === undefined)
      return pass(`${seen.deceptions.length} pages under a misleading name are not kept`);
    const evidence = [
      lines(worst.url, [answer('visitor', worst.visitor), answer('stranger', worst.stranger)]),
    ];
    return worst.isShared
      ? fail(`a stranger was served ${worst.page} from the cache as ${worst.url}`, {
          evidence,
          severity: 'blocker',
        })
      : fail(`${worst.url} shows ${worst.page}, and caches may keep it`, {
          evidence,
          confidence: 'possible',
        });
  },
});

const answer = (who: string, probe: CacheProbe | null): string =>
  `${who}: ${
    probe === null
      ? 'no answer'
      : `${probe.status}, ${probe.fields
          .filter(([name]) => /cache|^age$/.test(name))
          .map((field) => field.join(': '))
          .join(', ')}`
  }`;

import { fix } from '../../model/fix.ts';
import crawl from '../../facts/pages/crawl.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

const maxPaths = 20;

export default fix({
  title: 'Keep personal pages out of the edge’s cache',
  requirements: ['FIX-3', 'EDGE-8'],
  cures: [
    'cache/private-response-stored',
    'cache/two-visitor-leak',
    'cache/set-cookie-on-cacheable',
    'cache/cache-deception',
  ],
  needs: { seen: crawl },
  plan: ({ target: { name: host } }, { seen }, { state }) => {
    const pages = (seen.isCrawled ? seen.pages : []).filter(
      ({ isPrivate, fields }) => isPrivate || fields.some(([name]) => name === 'set-cookie'),
    );
    const paths = [...new Set(pages.map(({ url }) => new URL(url).pathname))].filter(
      (path) => !/["\\\s*]/.test(path),
    );
    if (paths.length === 0 || !isBehindEdge(state, host)) return { wanted: [] };
    return {
      wanted: [
        {
          resource: `rule:cache/lr-personal-${host.replace(/[^a-z0-9]+/g, '-').slice(0, 40)}`,
          value: {
            title: 'Launch Ready: pages of one visitor',
            isEnabled: true,
            match: { hosts: [host], paths: paths.toSorted().slice(0, maxPaths) },
            edge: 'bypass',
            browser: 'origin',
          },
          risk: 'safe',
          why: 'These pages belong to one visitor; the edge passes them on and stores nothing.',
        },
      ],
      byHand: [
        {
          who: 'web host',
          what: 'Clear the edge’s cache once, and send Cache-Control: private with these pages.',
        },
      ],
    };
  },
});

import { fix } from '../../model/fix.ts';
import crawl from '../../facts/pages/crawl.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

/** Names the checks speak of; the edge sets `server` itself and cannot take it away. */
const removable = [
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-runtime-version',
  'x-xss-protection',
  'expect-ct',
  'public-key-pins',
  'feature-policy',
];

export default fix({
  title: 'Take headers away that only help attackers',
  requirements: ['FIX-3', 'EDGE-4'],
  cures: ['headers/server-leak', 'headers/obsolete-headers'],
  needs: { seen: crawl },
  plan: ({ target: { name: host } }, { seen }, { state }) => {
    const fields = (seen.isCrawled ? seen.pages : []).flatMap((page) => page.fields.map(([name]) => name));
    const remove = removable.filter((name) => fields.includes(name));
    if (remove.length === 0 || !isBehindEdge(state, host)) return { wanted: [] };
    return {
      wanted: [
        {
          resource: `rule:response-headers/lr-quiet-${host.replace(/[^a-z0-9]+/g, '-').slice(0, 40)}`,
          value: {
            title: 'Launch Ready: fewer headers',
            isEnabled: true,
            match: { hosts: [host] },
            set: {},
            remove,
          },
          risk: 'safe',
          why: `${remove.join(', ')} tell attackers what to try, and visitors nothing.`,
        },
      ],
    };
  },
});

import { fix } from '../../model/fix.ts';
import assets from '../../facts/cache/assets.ts';
import { isHashed } from '../../facts/cache/reading/answers.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

const yearSeconds = 31_536_000;

export default fix({
  title: 'Let browsers keep files whose name changes with their content',
  requirements: ['FIX-3', 'EDGE-7'],
  cures: ['cache/hashed-asset-lifetime'],
  needs: { seen: assets },
  plan: ({ target: { name: host } }, { seen }, { state }) => {
    if (!isBehindEdge(state, host)) return { wanted: [] };
    const here = seen.assets.map(({ url }) => new URL(url)).filter(({ hostname }) => hostname === host);
    const hashed = here.filter(({ href }) => isHashed(href));
    const folders = [
      ...new Set(hashed.map(({ pathname }) => pathname.slice(0, pathname.lastIndexOf('/') + 1))),
    ];
    // A folder with other files in it would keep those for a year too; the root holds the pages.
    const safe = folders.filter(
      (folder) =>
        folder !== '/' && here.every(({ href, pathname }) => !pathname.startsWith(folder) || isHashed(href)),
    );
    if (safe.length === 0) return { wanted: [] };
    return {
      wanted: [
        {
          resource: `rule:cache/lr-assets-${host.replace(/[^a-z0-9]+/g, '-').slice(0, 40)}`,
          value: {
            title: 'Launch Ready: files with a hash in their name',
            isEnabled: true,
            match: { hosts: [host], paths: safe.toSorted().map((folder) => `${folder}*`) },
            edge: 'origin',
            browser: yearSeconds,
          },
          risk: 'ask',
          why: `Everything in ${safe.join(', ')} gets a new name when it changes.`,
        },
      ],
    };
  },
});

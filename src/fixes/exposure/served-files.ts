import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import probes from '../../facts/exposure/probes.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

const kinds = new Set(['environment', 'repository', 'credentials', 'backup', 'log']);
const maxPaths = 50;

export default fix({
  title: 'Keep files that were never meant for visitors behind the edge',
  requirements: ['FIX-3', 'EDGE-8'],
  cures: [
    'exposure/environment-file',
    'exposure/repository',
    'exposure/credentials-file',
    'exposure/backup',
    'exposure/log-file',
  ],
  needs: { seen: probes },
  plan: ({ target: { name: host } }, { seen }, { state }) => {
    const hits = seen.isAsked ? seen.hits.filter(({ kind }) => kinds.has(kind)) : [];
    const all = hits.map(({ url }) => patternFor(new URL(url).pathname));
    const paths = [...new Set(all)].filter((path) => !/["\\\s]|\*./.test(path)).toSorted();
    if (paths.length === 0 || !isBehindEdge(state, host)) return { wanted: [] };
    const hidden = paths.filter((path) => path.startsWith('/.'));
    const others = paths.filter((path) => !path.startsWith('/.'));
    return {
      wanted: [
        ...rule({ host, action: 'block', paths: hidden }),
        // A name that a real page might have is tested, not closed.
        ...rule({ host, action: 'challenge', paths: others }),
      ],
      byHand: [
        {
          who: 'web host',
          what: `Delete ${paths.slice(0, 5).join(', ')} from the served folder: the edge only hides it, and whoever knows the origin’s address reads it still.`,
        },
        { who: 'owner', what: 'Replace every password and key in these files today: they were public.' },
      ],
    };
  },
});

/** One file of a hidden folder stands for the folder. */
const patternFor = (path: string): string => path.replace(/^(\/\.[^/]+\/).+$/, '$1*');

interface Closed {
  readonly host: string;
  readonly action: 'block' | 'challenge';
  readonly paths: readonly string[];
}

function rule({ host, action, paths }: Closed): readonly WantedResource[] {
  if (paths.length === 0) return [];
  const verb = action === 'block' ? 'refuses' : 'tests who asks for';
  return [
    {
      resource: `rule:waf/lr-files-${action}-${host.replace(/[^a-z0-9]+/g, '-').slice(0, 40)}`,
      value: {
        title: 'Launch Ready: files that are not for visitors',
        isEnabled: true,
        match: { hosts: [host], paths: paths.slice(0, maxPaths) },
        action,
      },
      risk: 'ask',
      why: `The edge ${verb} ${paths.slice(0, 5).join(', ')}.`,
    },
  ];
}

import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { setResource } from '../../protocols/zone/records/resources.ts';
import { setJson } from '../../protocols/zone/records/resources.ts';
import { setIn } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Put a host behind the edge as declared',
  requirements: ['FIX-3', 'DNS-7'],
  cures: ['domain/proxy-state'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state, manifest }) => {
    const wanted = manifest.hosts.find((host) => host.name === name)?.isProxied ?? null;
    if (wanted === null) return { wanted: [] };
    return {
      wanted: ['A', 'AAAA', 'CNAME'].flatMap((type): readonly WantedResource[] => {
        const set = setIn(state, name, type);
        if (set === null || (set.isProxied === true) === wanted) return [];
        const { isProxied: _was, ...rest } = set;
        const next = wanted
          ? { ...rest, isProxied: true, ttlSeconds: 'auto' as const }
          : { ...rest, ttlSeconds: 300 };
        return [
          {
            resource: setResource(set),
            value: setJson(next),
            risk: 'ask',
            why: wanted ? 'launch.yaml wants it behind the edge.' : 'launch.yaml wants it reached directly.',
          },
        ];
      }),
    };
  },
});

import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

const shortSeconds = 300;
const usualSeconds = 3600;

export default fix({
  title: 'Let names be remembered for a sensible time',
  requirements: ['FIX-1', 'DNS-4'],
  cures: ['domain/ttl-launch', 'domain/ttl-range'],
  needs: {},
  plan: ({ target: { name }, check }, _facts, { state }) => ({
    wanted: ['A', 'AAAA', 'CNAME'].flatMap((type): readonly WantedResource[] => {
      const set = setIn(state, name, type);
      if (set === null || set.ttlSeconds === 'auto') return [];
      const ttlSeconds = check === 'domain/ttl-launch' ? shortSeconds : usualSeconds;
      if (check === 'domain/ttl-launch' && set.ttlSeconds <= shortSeconds) return [];
      const { resource, value } = wantedSet(state, { name, type }, set.values);
      return [
        {
          resource,
          value:
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? { ...value, ttlSeconds }
              : value,
          risk: 'safe',
          why:
            check === 'domain/ttl-launch'
              ? `The name is about to move: resolvers must forget within ${shortSeconds} seconds.`
              : `${usualSeconds} seconds: a mistake heals within the hour.`,
        },
      ];
    }),
  }),
});

import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Delete a name that leads to somebody else’s or nobody’s place',
  requirements: ['FIX-1', 'DNS-5'],
  cures: ['domain/takeover', 'domain/dangling-alias'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state, manifest }) => {
    // A declared host is wanted: where it should lead only its owner knows.
    if (manifest.hosts.some((host) => host.name === name) || name === manifest.product.domain)
      return { wanted: [] };
    return {
      wanted: ['A', 'AAAA', 'CNAME'].flatMap((type): readonly WantedResource[] =>
        setIn(state, name, type) === null
          ? []
          : [
              {
                ...wantedSet(state, { name, type }, []),
                risk: 'ask',
                why: 'launch.yaml does not name this host, and whoever claims its target speaks in your name.',
              },
            ],
      ),
    };
  },
});

import { fix } from '../../model/fix.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

export default fix({
  title: 'Lead plain HTTP to HTTPS at the edge',
  requirements: ['FIX-3', 'EDGE-1'],
  cures: ['redirects/https-upgrade', 'redirects/https-first-hop', 'redirects/downgrade'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => ({
    wanted: isBehindEdge(state, name)
      ? [
          {
            resource: 'setting:always-https',
            value: true,
            risk: 'ask',
            why: 'The edge answers plain requests with a redirect to https before anything else.',
          },
        ]
      : [],
  }),
});

import { fix } from '../../model/fix.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

export default fix({
  title: 'Let the edge get certificates for its hosts',
  requirements: ['FIX-3', 'EDGE-3'],
  cures: ['tls/certificate-names', 'tls/certificate-trust', 'tls/certificate-expiry', 'tls/handshake'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => ({
    wanted:
      isBehindEdge(state, name) && state['universal-ssl'] === false
        ? [
            {
              resource: 'universal-ssl',
              value: true,
              risk: 'safe',
              why: 'The edge renews certificates for proxied hosts by itself once this is on.',
            },
          ]
        : [],
  }),
});

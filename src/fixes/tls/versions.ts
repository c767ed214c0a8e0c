import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

export default fix({
  title: 'Speak TLS 1.2 and 1.3 only',
  requirements: ['FIX-3', 'EDGE-3'],
  cures: ['tls/protocol-versions', 'tls/modern-protocol'],
  needs: {},
  plan: ({ target: { name }, check }, _facts, { state }) => {
    if (!isBehindEdge(state, name)) return { wanted: [] };
    const modern: WantedResource = {
      resource: 'setting:tls-1-3',
      value: true,
      risk: 'safe',
      why: 'TLS 1.3 saves a round trip with each new visitor.',
    };
    const least: WantedResource = {
      resource: 'setting:min-tls',
      value: '1.2',
      risk: 'ask',
      why: 'TLS 1.0 and 1.1 are forbidden by payment reviews (RFC 8996).',
    };
    return { wanted: check === 'tls/modern-protocol' ? [modern] : [least] };
  },
});

import { fix } from '../../model/fix.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';

/** Values that break nothing: no page needs the opposite. */
const values: Readonly<Record<string, readonly [name: string, value: string]>> = {
  'headers/nosniff': ['X-Content-Type-Options', 'nosniff'],
  'headers/referrer-policy': ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  'headers/permissions-policy': ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
  'headers/clickjacking': ['X-Frame-Options', 'SAMEORIGIN'],
};

export default fix({
  title: 'Send protective headers from the edge',
  requirements: ['FIX-3', 'EDGE-4'],
  cures: ['headers/nosniff', 'headers/referrer-policy', 'headers/permissions-policy', 'headers/clickjacking'],
  needs: {},
  plan: ({ target: { name: host }, check }, _facts, { state }) => {
    const header = values[check];
    if (header === undefined || !isBehindEdge(state, host)) return { wanted: [] };
    const [name, value] = header;
    return {
      wanted: [
        {
          resource: `rule:response-headers/lr-${name.toLowerCase()}-${label(host)}`,
          value: {
            title: `Launch Ready: ${name}`,
            isEnabled: true,
            match: { hosts: [host] },
            set: { [name]: value },
            remove: [],
          },
          risk: check === 'headers/nosniff' || check === 'headers/referrer-policy' ? 'safe' : 'ask',
          why: `The edge adds ${name}: ${value} to every answer of ${host}.`,
        },
      ],
    };
  },
});

const label = (host: string): string => host.replace(/[^a-z0-9]+/g, '-').slice(0, 30);

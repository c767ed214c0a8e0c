import type { DnsDoor } from '../../src/model/outside-dns.ts';
import { ok } from '../../src/model/outside.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';

/** Names that lead wherever `addressOf` says, asked at every question anew. */
export const namedDns = (addressOf: (name: string) => string | undefined): DnsDoor => ({
  ...silentDns,
  resolve: async (name, type) => {
    const address = addressOf(name);
    const isType = address !== undefined && (type === 'AAAA') === address.includes(':');
    const value = { name, type, ttlSeconds: 0, value: address ?? '' };
    return ok({
      name,
      type,
      rcode: address === undefined ? 'NXDOMAIN' : 'NOERROR',
      records: isType ? [value] : [],
      chain: [],
      authorities: [],
      source: 'test',
    } as never);
  },
});

import { addressBytes, isWithin, parsePrefix, type Prefix } from '../dns/address.ts';
import { networks } from './data/networks.ts';
import { platforms } from './data/platforms.ts';
import { services } from './data/services.ts';
import { hasEnding } from './ending.ts';
import type { Provider } from './provider.ts';

/** Every provider we can recognise, platforms first. */
export const providers: readonly Provider[] = [...platforms, ...networks, ...services];

export interface Recognised {
  readonly provider: Provider;
  /** What gave it away: `alias x.netlify.app`. */
  readonly by: string;
}

export interface HostSigns {
  /** Alias targets, in order. */
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
  /** Response headers, names in lower case; absent when nobody asked. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly reverseNames?: readonly string[];
}

const ranges: readonly { readonly prefix: Prefix; readonly provider: Provider }[] = providers.flatMap(
  (provider) =>
    (provider.addresses ?? []).flatMap((text) => {
      const prefix = parsePrefix(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
      return prefix === null ? [] : [{ prefix, provider }];
    }),
);

/** Who serves a host: the last alias that tells, else its addresses, else headers, else reverse names. Null: nobody we know. */
export function recogniseHost(signs: HostSigns): Recognised | null {
  const byAlias = first(signs.aliases.toReversed(), (alias) =>
    found(byEnding('aliases', alias), `alias ${alias}`),
  );
  if (byAlias !== null) return byAlias;
  const byAddress = first(signs.addresses, (address) =>
    found(recogniseAddress(address), `address ${address}`),
  );
  if (byAddress !== null) return byAddress;
  const byHeader = first(signs.headers ?? [], ([name, value]) =>
    found(ofHeader(name, value), `header ${name}`),
  );
  if (byHeader !== null) return byHeader;
  return first(signs.reverseNames ?? [], (name) =>
    found(byEnding('reverseNames', name), `reverse name ${name}`),
  );
}

/** Whose network an address belongs to; null when the tables do not know it. The narrowest range wins. */
export function recogniseAddress(address: string): Provider | null {
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  const matches = ranges.filter(({ prefix }) => isWithin(bytes, prefix));
  return matches.toSorted((a, b) => b.prefix.bits - a.prefix.bits)[0]?.provider ?? null;
}

export const recogniseAlias = (target: string): Provider | null => byEnding('aliases', target);
export const recogniseNameServer = (name: string): Provider | null => byEnding('nameServers', name);
export const recogniseExchanger = (name: string): Provider | null => byEnding('exchangers', name);

/** The provider's front proxy answers instead of the origin: true, false, or null when it cannot be told. */
export function isProxied(signs: HostSigns): boolean | null {
  const recognised = [
    ...signs.aliases.map(recogniseAlias),
    ...signs.addresses.map(recogniseAddress),
    ...(signs.headers ?? []).map(([name, value]) => ofHeader(name, value)),
  ].filter((provider) => provider !== null);
  if (recognised.some((provider) => provider.isProxy === true)) return true;
  return recognised.length > 0 ? false : null;
}

type Endings = 'aliases' | 'nameServers' | 'exchangers' | 'reverseNames';

/** Longest ending wins: the closer description of the two. */
function byEnding(kind: Endings, name: string): Provider | null {
  let best: { readonly provider: Provider; readonly length: number } | null = null;
  for (const provider of providers)
    for (const ending of provider[kind] ?? [])
      if (hasEnding(name, ending) && ending.length > (best?.length ?? 0))
        best = { provider, length: ending.length };
  return best?.provider ?? null;
}

function ofHeader(name: string, value: string): Provider | null {
  const line = `${name}: ${value}`.toLowerCase();
  return (
    providers.find((provider) =>
      (provider.headers ?? []).some((sign) => (sign.includes(': ') ? line.startsWith(sign) : name === sign)),
    ) ?? null
  );
}

const found = (provider: Provider | null, by: string): Recognised | null =>
  provider === null ? null : { provider, by };

function first<T>(list: readonly T[], recognise: (item: T) => Recognised | null): Recognised | null {
  for (const item of list) {
    const recognised = recognise(item);
    if (recognised !== null) return recognised;
  }
  return null;
}

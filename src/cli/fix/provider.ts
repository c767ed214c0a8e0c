import { UserError } from '../../model/error.ts';
import type { Provider } from '../../model/fix.ts';
import type { Manifest, ManifestProvider } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { cloudflareProvider } from '../../providers/cloudflare/provider.ts';
import { powerDnsProvider } from '../../providers/powerdns/provider.ts';
import { rfc2136Provider } from '../../providers/rfc2136/provider.ts';
import { zoneFileProvider } from '../../providers/zonefile/provider.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import { tsigAlgorithms } from '../../protocols/zone/update/tsig.ts';
import type { TsigAlgorithm } from '../../protocols/zone/update/tsig.ts';
import { secretOf } from './secret.ts';

/** The provider launch.yaml names; null when it names none. */
export function chosenProvider(manifest: Manifest, id: string | undefined): ManifestProvider | null {
  const { providers } = manifest;
  if (id === undefined) return providers[0] ?? null;
  const found = providers.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw invalid(
    `launch.yaml has no provider "${id.slice(0, 60)}": ${providers.map((each) => each.id).join(', ') || 'it has none'}.`,
  );
}

export async function openProvider(entry: ManifestProvider, outside: Outside): Promise<Provider> {
  const { kind, zone } = entry;
  const token =
    entry.token === null ? null : await secretOf(outside, `providers[${entry.id}].token`, entry.token);
  switch (kind) {
    case 'cloudflare': {
      const baseUrl = optionOf(entry, 'api');
      const plan = optionOf(entry, 'plan');
      return cloudflareProvider(
        {
          zone,
          token: needed(entry, 'token', token),
          ...(baseUrl === null ? {} : { baseUrl }),
          ...(plan === null ? {} : { plan: planOf(entry, plan) }),
        },
        outside,
      );
    }
    case 'powerdns': {
      const server = optionOf(entry, 'server');
      const options = {
        zone,
        url: needed(entry, 'options.url', optionOf(entry, 'url')),
        apiKey: needed(entry, 'token', token),
      };
      return powerDnsProvider(server === null ? options : { ...options, server }, outside);
    }
    case 'rfc2136':
      return rfc2136Provider({ zone, server: serverOf(entry), key: keyOf(entry, token) }, outside);
    case 'zonefile':
      return zoneFileProvider(
        { zone, path: needed(entry, 'options.path', optionOf(entry, 'path')) },
        outside,
      );
    case 'memory':
      throw invalid(`The provider ${entry.id} keeps nothing: kind memory is for rehearsals.`);
  }
}

const plans = ['free', 'pro', 'business', 'enterprise'] as const;

function planOf(entry: ManifestProvider, text: string): (typeof plans)[number] {
  const plan = plans.find((each) => each === text);
  if (plan !== undefined) return plan;
  throw invalid(`providers[${entry.id}].options.plan is one of ${plans.join(', ')}.`);
}

function serverOf(entry: ManifestProvider): { readonly address: string; readonly port: number } {
  const [address = '', port = '53'] = needed(entry, 'options.server', optionOf(entry, 'server')).split('#');
  if (addressBytes(address) !== null && /^\d{1,5}$/.test(port) && Number(port) < 65_536)
    return { address, port: Number(port) };
  throw invalid(`providers[${entry.id}].options.server is an IP address, with #port when it is not 53.`);
}

function keyOf(entry: ManifestProvider, secret: string | null): Parameters<typeof rfc2136Provider>[0]['key'] {
  const name = optionOf(entry, 'key');
  if (name === null && secret === null) return null;
  const algorithm = (optionOf(entry, 'algorithm') ?? 'hmac-sha256').toLowerCase();
  if (!Object.hasOwn(tsigAlgorithms, algorithm))
    throw invalid(
      `providers[${entry.id}].options.algorithm is one of ${Object.keys(tsigAlgorithms).join(', ')}.`,
    );
  return {
    name: needed(entry, 'options.key', name).toLowerCase().replace(/\.$/, ''),
    algorithm: algorithm as TsigAlgorithm,
    secret: Buffer.from(needed(entry, 'token', secret), 'base64'),
  };
}

function optionOf({ options }: ManifestProvider, name: string): string | null {
  const value = Object.hasOwn(options, name) ? options[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

function needed(entry: ManifestProvider, name: string, value: string | null): string {
  if (value !== null) return value;
  throw invalid(`providers[${entry.id}].${name} is missing.`);
}

const invalid = (what: string): UserError =>
  new UserError('LR_PROVIDER_INVALID', {
    what,
    why: 'Nothing is changed anywhere before it is clear who is asked.',
    todo: 'Correct it below providers in launch.yaml; docs/guides/fix.md has an entry of every kind.',
  });

import type { Manifest } from '../../model/manifest.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import type { OwnershipRow } from '../../model/report.ts';
import {
  isProxied,
  recogniseExchanger,
  recogniseHost,
  recogniseNameServer,
  type HostSigns,
} from './recognise.ts';
import { textPurpose } from './text-purpose.ts';

export interface DomainMapInput {
  readonly manifest: Manifest;
  readonly nameServers: readonly string[];
  /** MX, TXT and CAA records at the names that matter. */
  readonly records: readonly DnsRecord[];
  readonly hosts: readonly (HostSigns & { readonly name: string; readonly firstAlias: string | null })[];
  readonly registration: {
    readonly domain: string;
    readonly registrar: string | null;
    readonly expiresOn: string | null;
    readonly isLocked: boolean;
  } | null;
}

const maxRows = 300;

/** One row per record with owner, purpose, provider and a sentence for people who never saw DNS (AUD-7, DNS-7). */
export function domainMap(input: DomainMapInput): OwnershipRow[] {
  const { manifest } = input;
  return [
    ...registrationRow(input),
    ...input.nameServers.map((name) => nameServerRow(manifest, name)),
    ...input.hosts.flatMap((host) => hostRows(manifest, host)),
    ...input.records.map((record) => recordRow(manifest, record)),
  ].slice(0, maxRows);
}

function registrationRow({ registration, manifest }: DomainMapInput): readonly OwnershipRow[] {
  if (registration === null) return [];
  const { domain, registrar, expiresOn, isLocked } = registration;
  const until = expiresOn === null ? 'the registry does not say until when' : `paid until ${expiresOn}`;
  const lock = isLocked ? 'locked against transfer' : 'not locked against transfer';
  return [
    {
      ...accountOf(manifest, registrar),
      name: domain,
      type: 'registration',
      value: expiresOn ?? 'unknown end',
      provider: registrar,
      isProxied: null,
      text: `The domain is rented at ${registrar ?? 'a registrar the registry does not name'}, ${until}, ${lock}.`,
    },
  ];
}

function nameServerRow(manifest: Manifest, name: string): OwnershipRow {
  const provider = recogniseNameServer(name)?.name ?? null;
  return {
    ...accountOf(manifest, provider),
    name: manifest.product.domain,
    type: 'NS',
    value: name,
    provider,
    isProxied: null,
    text: `${provider ?? 'This server'} answers all questions about the domain; records are changed there.`,
  };
}

function hostRows(manifest: Manifest, host: DomainMapInput['hosts'][number]): readonly OwnershipRow[] {
  const declared = manifest.hosts.find((each) => each.name === host.name);
  const recognised = recogniseHost(host);
  const provider = declared?.provider ?? recognised?.provider.name ?? null;
  const proxied = isProxied(host);
  const account = accountOf(manifest, provider);
  const shared = {
    name: host.name,
    provider,
    owner: declared?.owner ?? account.owner,
    purpose: declared?.purpose ?? declared?.role ?? null,
    isProxied: proxied,
    text: hostText(host, { provider, what: recognised?.provider.what ?? null, isProxied: proxied }),
  };
  if (host.firstAlias !== null) return [{ ...shared, type: 'CNAME', value: host.firstAlias }];
  return host.addresses.map((address) => ({
    ...shared,
    type: address.includes(':') ? 'AAAA' : 'A',
    value: address,
  }));
}

function hostText(
  host: DomainMapInput['hosts'][number],
  by: { readonly provider: string | null; readonly what: string | null; readonly isProxied: boolean | null },
): string {
  if (host.addresses.length === 0) return `${host.name} leads nowhere.`;
  const place = by.provider === null ? `a machine at ${host.addresses[0]}` : withWhat(by.provider, by.what);
  const proxy = by.isProxied === true ? ' The origin behind it does not show in DNS.' : '';
  return `Visitors of ${host.name} reach ${place}.${proxy}`;
}

const withWhat = (provider: string, what: string | null): string =>
  what === null ? provider : `${provider} (${what})`;

function recordRow(manifest: Manifest, record: DnsRecord): OwnershipRow {
  const shared = { name: record.name, type: record.type, isProxied: null };
  if (record.type === 'MX') {
    const exchanger = (record.value.split(/\s+/)[1] ?? '').replace(/\.$/, '');
    const provider = recogniseExchanger(exchanger)?.name ?? null;
    const text =
      exchanger === ''
        ? 'The domain receives no mail, and says so.'
        : `Mail to ${record.name} goes to ${provider ?? exchanger}.`;
    return { ...shared, ...accountOf(manifest, provider), value: record.value, provider, text };
  }
  const value = record.texts?.join('') ?? record.value;
  const text =
    record.type === 'CAA'
      ? `Certificate authorities read this before they issue: ${value}.`
      : `This text ${textPurpose(value)}.`;
  return { ...shared, value, provider: null, owner: null, purpose: null, text };
}

/** Who holds the account at a provider, as the manifest says. */
function accountOf(
  manifest: Manifest,
  provider: string | null,
): { readonly owner: string | null; readonly purpose: string | null } {
  const wanted = provider?.toLowerCase() ?? '';
  const account = manifest.accounts.find(({ service }) => {
    const name = service.toLowerCase();
    return wanted !== '' && (wanted.includes(name) || name.includes(wanted));
  });
  return { owner: account?.owner ?? null, purpose: null };
}

import type { DnsRootHint } from '../../model/outside-dns.ts';
import { domainName } from './name.ts';
import { ipv4Bytes, ipv6Bytes } from './wire/encodings.ts';

export type ParsedHints =
  | { readonly ok: true; readonly roots: readonly DnsRootHint[] }
  | { readonly ok: false; readonly line: number; readonly problem: string };

const maxLines = 2_000;
const maxRoots = 64;

/** A hints file in named.root form: `. NS name` lines and the `A` and `AAAA` lines of those names; TTL and class optional. */
export function parseHints(text: string): ParsedHints {
  const lines = text.split(/\r?\n/, maxLines + 1);
  if (lines.length > maxLines) return { ok: false, line: maxLines, problem: `it has over ${maxLines} lines` };
  const names = new Set<string>();
  const addresses = new Map<string, string[]>();
  for (const [i, raw] of lines.entries()) {
    const words = (raw.split(';')[0] ?? '').trim().split(/\s+/);
    if (words[0] === '') continue;
    const row = readRow(words);
    if (typeof row === 'string') return { ok: false, line: i + 1, problem: row };
    if (row.type === 'NS') names.add(row.value);
    else addresses.set(row.owner, [...(addresses.get(row.owner) ?? []), row.value]);
  }
  const roots = [...names].map((name) => ({ name, addresses: addresses.get(name) ?? [] }));
  const usable = roots.filter((root) => root.addresses.length > 0).slice(0, maxRoots);
  return usable.length === 0
    ? { ok: false, line: lines.length, problem: 'no root server has an address' }
    : { ok: true, roots: usable };
}

interface Row {
  readonly owner: string;
  readonly type: 'NS' | 'A' | 'AAAA';
  readonly value: string;
}

function readRow(words: readonly string[]): Row | string {
  const [first = '', ...others] = words;
  const rest = others.filter((word, i) => !(i < 2 && /^(?:\d+|IN)$/i.test(word)));
  const type = (rest[0] ?? '').toUpperCase();
  const owner = domainName(first);
  const value = rest[1] ?? '';
  if (owner === null) return `"${first.slice(0, 60)}" is no domain name`;
  if (type === 'NS' && owner !== '.') return 'an NS line must be about the root, "."';
  if (type === 'NS') return namedRow(owner, value);
  if (type === 'A' && ipv4Bytes(value) !== null) return { owner, type, value };
  if (type === 'AAAA' && ipv6Bytes(value) !== null) return { owner, type, value: value.toLowerCase() };
  return `"${rest.join(' ').slice(0, 60)}" is no NS, A or AAAA record`;
}

function namedRow(owner: string, value: string): Row | string {
  const name = domainName(value);
  return name === null ? `"${value.slice(0, 60)}" is no domain name` : { owner, type: 'NS', value: name };
}

import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { DomainName } from '../../model/brand.ts';

const maxWireBytes = 255;
const maxLabelBytes = 63;
const label = /^(?:\*|[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)$/;
const hostLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** The root of the tree (RFC 1034 section 3.1). */
export const rootName = '.' as DomainName;

/**
 * A name as a person or a file writes it, to the model's form: lower case A-labels, no final dot.
 * Null when it is no domain name: empty or overlong labels, over 255 bytes (RFC 1035 section 2.3.4), other characters.
 * Underscore labels (RFC 8552) and a `*` label (RFC 4592) are names; whether they are *host* names is `isHostName`.
 */
export function domainName(text: string): DomainName | null {
  if (text === '.') return rootName;
  if (text.length > 1024) return null;
  const ascii = isAscii(text) ? text.toLowerCase() : domainToASCII(text);
  const bare = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  const isValid = bare !== '' && wireLength(bare) <= maxWireBytes && bare.split('.').every(isLabel);
  return isValid ? (bare as DomainName) : null;
}

/** LDH labels only (RFC 1123 section 2.1), and the last label is not all digits (RFC 3696 section 2). */
export function isHostName(name: string): boolean {
  const labels = name.split('.');
  return (
    domainName(name) !== null &&
    labels.every((part) => part.length <= maxLabelBytes && hostLabel.test(part)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** Labels from left to right, escapes kept (RFC 1035 section 5.1); the root has none. */
export function labelsOf(name: string): readonly string[] {
  if (name === '.' || name === '') return [];
  if (!name.includes('\\')) return name.split('.').filter((part) => part !== '');
  return (name.match(/(?:\\.|[^\\.])+/gs) ?? []).slice(0, 128);
}

/** The name without its first label; null for the root. */
export function parentOf(name: string): DomainName | null {
  const labels = labelsOf(name);
  return labels.length === 0 ? null : fromLabels(labels.slice(1));
}

/** All names above this one, nearest first, the root last. */
export function ancestors(name: string): readonly DomainName[] {
  const labels = labelsOf(name);
  return labels.map((_, index) => fromLabels(labels.slice(index + 1)));
}

/** The name cut to its last `count` labels. */
export const lastLabels = (name: string, count: number): DomainName =>
  fromLabels(count === 0 ? [] : labelsOf(name).slice(-count));

export const isAtOrBelow = (name: string, zone: string): boolean =>
  zone === '.' || name === zone || name.endsWith(`.${zone}`);

/** Strictly inside: a zone is not below itself. */
export const isBelow = (name: string, zone: string): boolean => name !== zone && isAtOrBelow(name, zone);

/** Lower case without final dot, whatever the source wrote. Keeps characters a host name may not have. */
export function plainName(text: string): DomainName {
  const lower = text.toLowerCase();
  if (lower === '.' || lower === '') return rootName;
  return (lower.endsWith('.') && !lower.endsWith('\\.') ? lower.slice(0, -1) : lower) as DomainName;
}

/** With final dot, as inside a record's value. */
export const absoluteName = (name: string): string => (name === '.' ? '.' : `${name}.`);

export interface SuffixOptions {
  /** Count `github.io`, `vercel.app` and the like as public suffixes too. Default true, as browsers and RFC 9989 readers do. */
  readonly arePrivateSuffixesPublic?: boolean;
}

/** The domain one buys: public suffix plus one label; null for a suffix itself, the root and single labels. */
export function registrableDomain(name: string, options: SuffixOptions = {}): DomainName | null {
  const allowPrivateDomains = options.arePrivateSuffixesPublic ?? true;
  return domainName(parse(name, { allowPrivateDomains, validateHostname: false }).domain ?? '');
}

/** The public suffix (Public Suffix List) of a name; the last label when the list has no rule. */
export function publicSuffix(name: string, options: SuffixOptions = {}): DomainName | null {
  const allowPrivateDomains = options.arePrivateSuffixesPublic ?? true;
  return domainName(parse(name, { allowPrivateDomains, validateHostname: false }).publicSuffix ?? '');
}

/** How people write it: U-labels (RFC 5890); the name itself where an A-label does not decode. */
export const unicodeName = (name: string): string => domainToUnicode(name) || name;

/** 127.0.0.1 to `1.0.0.127.in-addr.arpa` (RFC 1035 section 3.5); the caller hands in checked bytes. */
export function reverseName(bytes: Uint8Array): DomainName {
  if (bytes.length === 4) return `${[...bytes].toReversed().join('.')}.in-addr.arpa` as DomainName;
  const nibbles = [...bytes].flatMap((byte) => [byte >> 4, byte & 15]).toReversed();
  return `${nibbles.map((nibble) => nibble.toString(16)).join('.')}.ip6.arpa` as DomainName;
}

const fromLabels = (labels: readonly string[]): DomainName =>
  labels.length === 0 ? rootName : (labels.join('.') as DomainName);

const isLabel = (text: string): boolean => text.length <= maxLabelBytes && label.test(text);

const wireLength = (bare: string): number => bare.length + 2;

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

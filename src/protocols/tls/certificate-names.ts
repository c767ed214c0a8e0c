import { DerError, derTags, hex, latin1, readChildren, readDer, readOid, type DerValue } from './der.ts';
import { nameAttributes } from './oids.ts';

const maxAttributes = 40;
const maxText = 200;
/** Read at most this many subjectAltName entries, keep at most `keptNames` of a kind. */
const readNames = 20_000;
const keptNames = 100;
const keptHostile = 10;

export interface DistinguishedName {
  readonly text: string;
  readonly commonName: string | null;
  readonly organization: string | null;
}

/** RFC 5280 section 4.1.2.4; the last CN counts, as OpenSSL and RFC 6125 read it. */
export function readDistinguishedName(name: DerValue): DistinguishedName {
  const attributes = readChildren(name.content, maxAttributes).flatMap((set) =>
    readChildren(set.content, maxAttributes).map(readAttribute),
  );
  const last = (type: string): string | null =>
    attributes.findLast((attribute) => attribute.type === type)?.text ?? null;
  return {
    text: clip(attributes.map(({ type, text }) => `${type}=${text}`).join(', '), 400),
    commonName: last('CN'),
    organization: last('O'),
  };
}

function readAttribute(attribute: DerValue): { readonly type: string; readonly text: string } {
  const [type, value] = readChildren(attribute.content, 2);
  if (type === undefined || value === undefined) throw new DerError('name attribute is incomplete');
  const oid = readOid(type.content);
  return { type: nameAttributes[oid] ?? oid, text: clip(escapeControls(readText(value)), maxText) };
}

function readText(value: DerValue): string {
  const bytes = value.content.subarray(0, 4 * maxText);
  switch (value.tag) {
    case derTags.utf8:
      return new TextDecoder().decode(bytes);
    case derTags.bmp:
      return new TextDecoder('utf-16be').decode(bytes);
    default:
      return latin1(bytes);
  }
}

export interface AlternativeNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  readonly hostile: readonly string[];
  readonly total: number;
}

/** GeneralNames of the kinds a TLS client matches (RFC 5280 section 4.2.1.6): dNSName and iPAddress. */
export function readAlternativeNames(extension: Uint8Array): AlternativeNames {
  const dns: string[] = [];
  const ip: string[] = [];
  const hostile: string[] = [];
  const entries = readChildren(readDer(extension).content, readNames);
  for (const entry of entries) {
    if (entry.tag === 0x87) ip.push(formatIp(entry.content));
    if (entry.tag !== 0x82) continue;
    const name = latin1(entry.content.subarray(0, 300));
    // A NUL or control character never matches anything and is never cut at it: CVE-2009-2408.
    if (isPrintable(name)) dns.push(name.toLowerCase());
    else if (hostile.length < keptHostile) hostile.push(clip(escapeControls(name), maxText));
  }
  return { dns, ip, hostile, total: entries.length };
}

/** The bounded form that goes into a fact. */
export function cutNames(all: AlternativeNames): {
  dns: string[];
  ip: string[];
  hostile: string[];
  total: number;
  isCut: boolean;
} {
  return {
    dns: all.dns.slice(0, keptNames),
    ip: all.ip.slice(0, keptNames),
    hostile: [...all.hostile],
    total: all.total,
    isCut: all.dns.length > keptNames || all.ip.length > keptNames || all.total >= readNames,
  };
}

export const noNames: AlternativeNames = { dns: [], ip: [], hostile: [], total: 0 };

/** Text form as RFC 5952 writes it; anything but 4 or 16 bytes as hex. */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return hex(bytes.subarray(0, 32));
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return shortenZeros(groups);
}

function shortenZeros(groups: readonly string[]): string {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

const isPrintable = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);

const escapeControls = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

const clip = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit)}…` : text;

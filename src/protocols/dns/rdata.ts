import type { DomainName } from '../../model/brand.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import { plainName } from './name.ts';
import { tokens } from './presentation.ts';
import { signatureSeconds } from './wire/encodings.ts';
import { rdataBytes } from './wire/rdata-wire.ts';

/** What every view reads: the type and the presentation value. */
export type Rdata = Pick<DnsRecord, 'type' | 'value'>;

/**
 * The fields of a value, escapes undone, or null when the record is of another type or its value does not fit the type's
 * layout. Names keep their escapes.
 */
function fieldsOf(record: Rdata, types: readonly string[]): readonly string[] | null {
  if (!types.includes(record.type) || record.value.startsWith('\\#')) return null;
  if ('problem' in rdataBytes(record.type, record.value)) return null;
  return tokens(record.value)?.map((token) => token.text) ?? null;
}

const numbers = (fields: readonly string[]): readonly number[] => fields.map(Number);

export interface Soa {
  readonly primary: DomainName;
  /** Mailbox as a domain name (RFC 1035 section 8). */
  readonly mailbox: string;
  readonly serial: number;
  readonly refreshSeconds: number;
  readonly retrySeconds: number;
  readonly expireSeconds: number;
  readonly minimumSeconds: number;
}
export function soaOf(record: Rdata): Soa | null {
  const fields = fieldsOf(record, ['SOA']);
  if (fields === null) return null;
  const [primary = '', mailbox = '', ...rest] = record.value.trim().split(/\s+/);
  const [serial = 0, refreshSeconds = 0, retrySeconds = 0, expireSeconds = 0, minimumSeconds = 0] =
    numbers(rest);
  const timers = { serial, refreshSeconds, retrySeconds, expireSeconds, minimumSeconds };
  return { primary: plainName(primary), mailbox: plainName(mailbox), ...timers };
}

/** The mail address an SOA mailbox name stands for: first label before the @, escaped dots undone. */
export function mailboxAddress(mailbox: string): string {
  const match = /^((?:\\.|[^\\.])+)\.(.*)$/s.exec(mailbox);
  return match === null ? mailbox : `${(match[1] ?? '').replaceAll('\\.', '.')}@${match[2] ?? ''}`;
}

/** The one name of an NS, CNAME, DNAME or PTR record. */
export function nameOf(record: Rdata): DomainName | null {
  return fieldsOf(record, ['NS', 'CNAME', 'DNAME', 'PTR']) === null ? null : plainName(record.value);
}

export interface Mx {
  readonly preference: number;
  /** `.` is the null MX (RFC 7505). */
  readonly exchange: DomainName;
}
export function mxOf(record: Rdata): Mx | null {
  const fields = fieldsOf(record, ['MX']);
  return fields === null
    ? null
    : { preference: Number(fields[0]), exchange: plainName(lastWord(record.value)) };
}

export interface Srv {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: DomainName;
}
export function srvOf(record: Rdata): Srv | null {
  const fields = fieldsOf(record, ['SRV']);
  if (fields === null) return null;
  const [priority = 0, weight = 0, port = 0] = numbers(fields);
  return { priority, weight, port, target: plainName(lastWord(record.value)) };
}

export interface Caa {
  readonly isCritical: boolean;
  /** Lower case (RFC 8659 section 4.1). */
  readonly tag: string;
  readonly value: string;
}
export function caaOf(record: Rdata): Caa | null {
  const fields = fieldsOf(record, ['CAA']);
  if (fields === null) return null;
  const [flags = '0', tag = '', value = ''] = fields;
  return { isCritical: (Number(flags) & 128) !== 0, tag: tag.toLowerCase(), value };
}

export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  /** Upper-case hex. */
  readonly digest: string;
}
export function dsOf(record: Rdata): Ds | null {
  const fields = fieldsOf(record, ['DS', 'CDS']);
  if (fields === null) return null;
  const [keyTag = 0, algorithm = 0, digestType = 0] = numbers(fields.slice(0, 3));
  return { keyTag, algorithm, digestType, digest: fields.slice(3).join('').toUpperCase() };
}

export interface Dnskey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  /** Base64. */
  readonly publicKey: string;
}
export function dnskeyOf(record: Rdata): Dnskey | null {
  const fields = fieldsOf(record, ['DNSKEY', 'CDNSKEY']);
  if (fields === null) return null;
  const [flags = 0, protocol = 0, algorithm = 0] = numbers(fields.slice(0, 3));
  return { flags, protocol, algorithm, publicKey: fields.slice(3).join('') };
}

export interface Rrsig {
  readonly typeCovered: string;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtlSeconds: number;
  /** Seconds since 1970, 32 bits (RFC 1982 arithmetic applies after 2106). */
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: DomainName;
  /** Base64. */
  readonly signature: string;
}
export function rrsigOf(record: Rdata): Rrsig | null {
  const fields = fieldsOf(record, ['RRSIG']);
  if (fields === null) return null;
  const words = record.value.trim().split(/\s+/);
  const [typeCovered = '', , , , expires = '', starts = '', , signer = ''] = words;
  return {
    typeCovered: typeCovered.toUpperCase(),
    algorithm: Number(words[1]),
    labels: Number(words[2]),
    originalTtlSeconds: Number(words[3]),
    expiration: signatureSeconds(expires) ?? 0,
    inception: signatureSeconds(starts) ?? 0,
    keyTag: Number(words[6]),
    signer: plainName(signer),
    signature: words.slice(8).join(''),
  };
}

export interface Nsec {
  readonly next: DomainName;
  readonly types: readonly string[];
}
export function nsecOf(record: Rdata): Nsec | null {
  const fields = fieldsOf(record, ['NSEC']);
  if (fields === null) return null;
  const [next = '', ...types] = record.value.trim().split(/\s+/);
  return { next: plainName(next), types: types.map((type) => type.toUpperCase()) };
}

export interface Nsec3Param {
  readonly hashAlgorithm: number;
  readonly flags: number;
  readonly iterations: number;
  /** Upper-case hex; empty for none. */
  readonly salt: string;
}
export function nsec3paramOf(record: Rdata): Nsec3Param | null {
  const fields = fieldsOf(record, ['NSEC3PARAM', 'NSEC3']);
  if (fields === null) return null;
  const [hashAlgorithm = 0, flags = 0, iterations = 0] = numbers(fields.slice(0, 3));
  const salt = fields[3] === '-' ? '' : (fields[3] ?? '').toUpperCase();
  return { hashAlgorithm, flags, iterations, salt };
}

export interface Nsec3 extends Nsec3Param {
  /** Base32hex, upper case. */
  readonly nextHash: string;
  readonly types: readonly string[];
}
export function nsec3Of(record: Rdata): Nsec3 | null {
  const fields = fieldsOf(record, ['NSEC3']);
  const parameters = nsec3paramOf(record);
  if (fields === null || parameters === null) return null;
  return {
    ...parameters,
    nextHash: (fields[4] ?? '').toUpperCase(),
    types: fields.slice(5).map((t) => t.toUpperCase()),
  };
}

export interface Tlsa {
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  /** Upper-case hex. */
  readonly data: string;
}
export function tlsaOf(record: Rdata): Tlsa | null {
  const fields = fieldsOf(record, ['TLSA', 'SMIMEA']);
  if (fields === null) return null;
  const [usage = 0, selector = 0, matching = 0] = numbers(fields.slice(0, 3));
  return { usage, selector, matching, data: fields.slice(3).join('').toUpperCase() };
}

export interface Service {
  /** 0 is alias mode (RFC 9460 section 2.4.2). */
  readonly priority: number;
  readonly target: DomainName;
  /** `alpn` to `h2,h3`; a key without value maps to the empty string. */
  readonly params: Readonly<Record<string, string>>;
}
/** HTTPS and SVCB records. */
export function serviceOf(record: Rdata): Service | null {
  const fields = fieldsOf(record, ['HTTPS', 'SVCB']);
  if (fields === null) return null;
  const params = fields.slice(2).map((field): [string, string] => {
    const at = field.indexOf('=');
    return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
  });
  return {
    priority: Number(fields[0]),
    target: plainName(record.value.trim().split(/\s+/)[1] ?? '.'),
    params: Object.fromEntries(params),
  };
}

const lastWord = (value: string): string => value.trim().split(/\s+/).at(-1) ?? '.';

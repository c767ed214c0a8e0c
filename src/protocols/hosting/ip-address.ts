import { parseIp as parseBytes } from '../mail/ip.ts';

/** An address as a number with its width, so that ranges are plain arithmetic. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** Dotted quad or RFC 4291 section 2.2 text (zone index refused); null for anything else. */
export function parseIp(text: string): IpAddress | null {
  const ip = parseBytes(text);
  if (ip === null) return null;
  return { family: ip.version, bits: ip.bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) };
}

export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** `192.0.2.0/24`, or one address; null when it is neither. */
export function parseRange(text: string): IpRange | null {
  const [base = '', length] = text.split('/');
  const ip = parseIp(base);
  if (ip === null || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const width = ip.family === 4 ? 32 : 128;
  const prefix = length === undefined ? width : Number(length);
  if (prefix > width) return null;
  const hostBits = BigInt(width - prefix);
  const first = (ip.bits >> hostBits) << hostBits;
  return { family: ip.family, first, last: first | ((1n << hostBits) - 1n) };
}

export const isInRange = (ip: IpAddress, range: IpRange): boolean =>
  ip.family === range.family && ip.bits >= range.first && ip.bits <= range.last;

/** The network a server stands in: /24 or /48, as text that is equal for neighbours. */
export function networkOf(text: string): string {
  const ip = parseIp(text);
  if (ip === null) return text;
  return ip.family === 4 ? `4:${ip.bits >> 8n}` : `6:${ip.bits >> 80n}`;
}

/** Same address whatever way it is written: `2001:DB8::1` and `2001:db8:0::1`. */
export const sameIp = (a: string, b: string): boolean => canonicalIp(a) === canonicalIp(b);

/** A text that is equal for equal addresses; the text itself when it is no address. */
export function canonicalIp(text: string): string {
  const ip = parseIp(text);
  return ip === null ? text.toLowerCase() : `${ip.family}:${ip.bits.toString(16)}`;
}

/** Name to ask PTR for (RFC 1035 section 3.5, RFC 3596 section 2.5); null when the text is no address. */
export function reverseNameOf(text: string): string | null {
  const ip = parseIp(text);
  if (ip === null) return null;
  if (ip.family === 4) return `${text.split('.').toReversed().join('.')}.in-addr.arpa`;
  const nibbles = ip.bits.toString(16).padStart(32, '0').split('').toReversed();
  return `${nibbles.join('.')}.ip6.arpa`;
}

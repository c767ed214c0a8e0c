import { reverseName } from './name.ts';
import type { DomainName } from '../../model/brand.ts';
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6Text } from './wire/encodings.ts';

/** Four or sixteen bytes; null for what is no IP address. */
export const addressBytes = (text: string): Uint8Array | null => ipv4Bytes(text) ?? ipv6Bytes(text);

export const isIpv4 = (text: string): boolean => ipv4Bytes(text) !== null;
export const isIpv6 = (text: string): boolean => ipv6Bytes(text) !== null;

/** The one spelling of an address (RFC 5952); null for what is none. */
export function canonicalAddress(text: string): string | null {
  const bytes = addressBytes(text);
  if (bytes === null) return null;
  return bytes.length === 4 ? ipv4Text(bytes) : ipv6Text(bytes);
}

/** Where the PTR records of an address live; null for what is no address. */
export function reverseNameOf(address: string): DomainName | null {
  const bytes = addressBytes(address);
  return bytes === null ? null : reverseName(bytes);
}

export interface Prefix {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** `192.0.2.0/24`; null when either part is wrong. */
export function parsePrefix(text: string): Prefix | null {
  const [address = '', bits = '', ...more] = text.split('/');
  const bytes = addressBytes(address);
  const isValid =
    bytes !== null && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bytes.length * 8;
  return isValid ? { bytes, bits: Number(bits) } : null;
}

export function isWithin(address: Uint8Array, prefix: Prefix): boolean {
  if (address.length !== prefix.bytes.length) return false;
  for (let bit = 0; bit < prefix.bits; bit += 8) {
    const kept = Math.min(8, prefix.bits - bit);
    const mask = (0xff << (8 - kept)) & 0xff;
    if ((((address[bit >> 3] ?? 0) ^ (prefix.bytes[bit >> 3] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

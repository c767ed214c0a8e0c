import { addressBytes, canonicalAddress } from '../dns/address.ts';
import { specialRange } from '../dns/special-addresses.ts';

/** The network a server stands in, /24 or /48, as a text that is equal for neighbours; the text itself when it is no address. */
export function networkOf(address: string): string {
  const bytes = addressBytes(address);
  if (bytes === null) return address;
  return bytes.slice(0, bytes.length === 4 ? 3 : 6).join('.');
}

/** A text that is equal for equal addresses, however they are written; the text in lower case when it is no address. */
export const canonicalIp = (text: string): string => canonicalAddress(text) ?? text.toLowerCase();

/** Why nobody on the internet can reach this address: `private use address (10.0.0.0/8)`; null for a public one. */
export function specialUse(address: string): string | null {
  const range = specialRange(address);
  return range === null || range.isGloballyReachable ? null : `${range.name} address (${range.prefix})`;
}

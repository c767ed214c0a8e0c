import { getDomain } from 'tldts';

/** Lower case, no final dot; null when DNS could not be asked for it (RFC 1035 section 2.3.4: labels 1-63, name <= 253). */
export function queryableName(text: string): string | null {
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  if (name === '' || name.length > 253) return null;
  return name.split('.').every((label) => label.length >= 1 && label.length <= 63) ? name : null;
}

/** Equal to or below: `a.example.com` is within `example.com`. */
export const isWithin = (name: string, parent: string): boolean =>
  name === parent || name.endsWith(`.${parent}`);

/** The organizational domain by the public suffix list, as an RFC 7489 section 3.2 receiver finds it. */
export const publicSuffixOrganization = (name: string): string =>
  getDomain(name.replace(/^\.+/, ''), { allowPrivateDomains: true }) ?? name;

/** The part after the last `@`; null without one. */
export function domainOfAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at === -1 ? null : address.slice(at + 1);
}

/** Names of a certificate as RFC 9525 compares them: subjectAltName only, the common name never counts. */
export interface PresentedNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** The presented name that covers `host` (A-labels, or an IP address in the form the certificate prints), or null. */
export function coveringName(host: string, names: PresentedNames): string | null {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  // RFC 9525 section 6.1.2.1: an address is compared with iPAddress entries only, a name with dNSName entries only.
  if (isIpAddress(wanted)) return names.ip.find((ip) => ip === wanted) ?? null;
  return names.dns.find((name) => isCovered(wanted, name)) ?? null;
}

export const isIpAddress = (text: string): boolean => text.includes(':') || /^\d+(\.\d+){3}$/.test(text);

/** One dNSName against one host, both lower case. */
export function isCovered(host: string, presented: string): boolean {
  const name = presented.replace(/\.$/, '');
  if (!isUsableName(name)) return false;
  if (!name.startsWith('*.')) return name === host;
  // RFC 9525 section 6.3: the wildcard is the whole left-most label and stands for exactly one label.
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === name.slice(1);
}

/**
 * Why browsers ignore a dNSName, or null when they use it: `*` inside a label or not left-most (RFC 9525 section 6.3),
 * a wildcard above everything (`*.com`), empty labels, too long (RFC 1035 section 2.3.4), U-labels.
 */
export function nameProblem(name: string): string | null {
  const labels = name.replace(/\.$/, '').split('.');
  if (name.length > 255) return 'longer than 255 characters';
  if (labels.some((label) => label === '')) return 'has an empty label';
  if (labels.some((label) => label.length > 63)) return 'has a label over 63 characters';
  if (labels.slice(1).some((label) => label.includes('*'))) return 'has a wildcard that is not left-most';
  if (labels[0] !== '*' && labels[0]?.includes('*') === true) return 'has a wildcard inside a label';
  if (labels[0] === '*' && labels.length < 3) return 'has a wildcard over a whole top-level domain';
  if (!/^[a-z0-9._*-]+$/i.test(name)) return 'has characters outside letters, digits, hyphen and underscore';
  return null;
}

const isUsableName = (name: string): boolean => nameProblem(name) === null;

const internalSuffixes = [
  'internal',
  'local',
  'localdomain',
  'localhost',
  'lan',
  'corp',
  'intranet',
  'home.arpa',
];

/** A name or address that means nothing outside a private network (RFC 6762, RFC 8375, RFC 6761, RFC 1918, ICANN `.internal`). */
export function isInternalName(name: string): boolean {
  if (isIpAddress(name))
    return /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|f[cd]|fe80:|::1$)/.test(name);
  return !name.includes('.') || internalSuffixes.some((suffix) => name.endsWith(`.${suffix}`));
}

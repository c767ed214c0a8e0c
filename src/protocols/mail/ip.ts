/** An IP address as bytes: 4 for IPv4, 16 for IPv6. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly bytes: readonly number[];
}

/** Reads `192.0.2.1` (RFC 3986 dotted quad, no leading zeros) or an RFC 4291 section 2.2 text; null when it is neither. */
export const parseIp = (text: string): IpAddress | null => parseIpv4(text) ?? parseIpv6(text);

export function parseIpv4(text: string): IpAddress | null {
  if (text.length > 15) return null;
  const bytes: number[] = [];
  let digits = 0;
  let value = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const code = index === text.length ? dot : text.charCodeAt(index);
    if (code === dot) {
      if (digits === 0 || value > 255) return null;
      bytes.push(value);
      digits = 0;
      value = 0;
      // No leading zeros: some read them as octal.
    } else if (code < zero || code > zero + 9 || (digits > 0 && value === 0)) return null;
    else {
      digits += 1;
      value = value * 10 + code - zero;
    }
  }
  return bytes.length === 4 ? { version: 4, bytes } : null;
}

const dot = 46;
const zero = 48;

export function parseIpv6(text: string): IpAddress | null {
  if (text.length > 45 || !text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : [];
  if (head === null || tail === null) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return { version: 6, bytes: [...head, ...Array.from({ length: missing }, () => 0), ...tail] };
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const embedded = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : null;
    if (embedded !== null) bytes.push(...embedded.bytes);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
    } else return null;
  }
  return bytes;
}

/** `::ffff:192.0.2.1` is an IPv4 address to SPF (RFC 7208 section 5). */
export function unmapIpv4(ip: IpAddress): IpAddress {
  const isMapped =
    ip.version === 6 &&
    ip.bytes.slice(0, 10).every((byte) => byte === 0) &&
    ip.bytes[10] === 255 &&
    ip.bytes[11] === 255;
  return isMapped ? { version: 4, bytes: ip.bytes.slice(12) } : ip;
}

export function isInNetwork(ip: IpAddress, network: IpAddress, prefixLength: number): boolean {
  if (ip.version !== network.version) return false;
  const whole = prefixLength >> 3;
  for (let index = 0; index < whole; index += 1) if (ip.bytes[index] !== network.bytes[index]) return false;
  const mask = (0xff00 >> (prefixLength & 7)) & 0xff;
  return ((ip.bytes[whole] ?? 0) & mask) === ((network.bytes[whole] ?? 0) & mask);
}

/** Canonical text (RFC 5952). */
export function formatIp(ip: IpAddress): string {
  if (ip.version === 4) return ip.bytes.join('.');
  const groups = Array.from({ length: 8 }, (_unused, index) =>
    (((ip.bytes[index * 2] ?? 0) << 8) | (ip.bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = -1;
  for (const [index, group] of [...groups, 'end'].entries()) {
    if (group === '0') start = start === -1 ? index : start;
    else {
      if (start !== -1 && index - start > best.length) best = { start, length: index - start };
      start = -1;
    }
  }
  return best;
}

/** Dotted parts as they stand in reverse names, in reading order: octets for IPv4, nibbles for IPv6. */
export function addressLabels(ip: IpAddress): readonly string[] {
  if (ip.version === 4) return ip.bytes.map(String);
  return ip.bytes.flatMap((byte) => [(byte >> 4).toString(16), (byte & 15).toString(16)]);
}

/** `1.2.0.192.in-addr.arpa` or the ip6.arpa name (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export const reverseName = (ip: IpAddress): string =>
  `${addressLabels(ip).toReversed().join('.')}.${ip.version === 4 ? 'in-addr' : 'ip6'}.arpa`;

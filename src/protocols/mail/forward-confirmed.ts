import type { Asking } from './dns-answer.ts';
import { parseIp, reverseName } from './ip.ts';

const maxNames = 3;

/** The first reverse name that leads back to its address (RFC 8601 section 2.7.3); null when there is none, or nobody answered. */
export function* forwardConfirmed(address: string): Asking<string | null> {
  const ip = parseIp(address);
  if (ip === null) return null;
  const pointer = yield { name: reverseName(ip), type: 'PTR' };
  for (const name of pointer.values.slice(0, maxNames)) {
    const forward = yield { name, type: ip.version === 6 ? 'AAAA' : 'A' };
    const isSame = forward.values.some((value) => parseIp(value)?.bytes.join() === ip.bytes.join());
    if (isSame) return name.toLowerCase();
  }
  return null;
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../model/outside.ts';
import type { Credential } from '../../model/store.ts';

/** 256 random bits with a prefix that says what it is, so that scanners and people recognise a leak. */
export const newSecret = (kind: Credential['kind'], random: Random): string =>
  `lr_${kind}_${Buffer.from(random.bytes(32)).toString('base64url')}`;

/** What is kept of a secret. 256 random bits need no salt and no slow hash. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A secret's form; what has another is not looked up. */
export const isSecret = (text: string): boolean => /^lr_[a-z]+_[\w-]{43}$/.test(text);

/** The token of a session's forms: known to whoever can read answers of this origin, and to nobody else. */
export const csrfTokenOf = (sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update('launch-ready csrf').digest('base64url');

export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { isWithin } from '../domain.ts';
import { parseTagList, type Tag, tagValue } from '../tag-list.ts';
import type { Canonicalization } from './canonical.ts';

/** A DKIM-Signature header field (RFC 6376 section 3.5). */
export interface DkimSignature {
  readonly algorithm: 'rsa-sha1' | 'rsa-sha256' | 'ed25519-sha256';
  readonly domain: string;
  readonly selector: string;
  /** "i=": identity; its domain is `domain` or below. */
  readonly identityDomain: string;
  readonly headerMode: Canonicalization;
  readonly bodyMode: Canonicalization;
  /** Signed header names, lower case, in order. */
  readonly headers: readonly string[];
  readonly bodyHash: string;
  readonly signature: string;
  /** "l=": signed bytes of the body; null is all. */
  readonly bodyLength: number | null;
  /** Seconds since 1970. */
  readonly signedAt: number | null;
  readonly expiresAt: number | null;
}

export interface DkimProblem {
  readonly message: string;
  /** Section of RFC 6376. */
  readonly section: string;
}

const required = ['v', 'a', 'b', 'bh', 'd', 'h', 's'] as const;

/** Reads the value of a DKIM-Signature field; any flaw is a permanent error of that signature (section 6.1.1). */
export function parseSignature(value: string): DkimSignature | DkimProblem {
  const { tags, errors } = parseTagList(value);
  const flaw = errors.find(({ kind }) => kind !== 'empty');
  if (flaw !== undefined) return { message: `${flaw.message} (character ${flaw.at + 1})`, section: '3.2' };
  const missing = required.filter((name) => tagValue(tags, name) === null);
  if (missing.length > 0)
    return {
      message: `required tag missing: ${missing.map((name) => `"${name}="`).join(', ')}`,
      section: '3.5',
    };
  return readTags(tags);
}

function readTags(tags: readonly Tag[]): DkimSignature | DkimProblem {
  const text = (name: string): string => (tagValue(tags, name) ?? '').replace(/\s+/g, '');
  const algorithm = readAlgorithm(text('a').toLowerCase());
  const modes = readModes(tags.some(({ name }) => name === 'c') ? text('c').toLowerCase() : 'simple');
  const problem = tagProblem(text, tags) ?? (algorithm === null ? wrong('a', text('a'), '6.1.1') : null);
  if (problem !== null || algorithm === null) return problem ?? wrong('a', text('a'), '6.1.1');
  if (modes === null) return wrong('c', text('c'), '3.5');
  const domain = text('d').toLowerCase();
  const identity = quotedPrintable(text('i')).toLowerCase();
  return {
    algorithm,
    domain,
    selector: text('s').toLowerCase(),
    identityDomain: identity === '' ? domain : identity.slice(identity.lastIndexOf('@') + 1),
    ...modes,
    headers: text('h').toLowerCase().split(':'),
    bodyHash: text('bh'),
    signature: text('b'),
    bodyLength: number(text('l')),
    signedAt: number(text('t')),
    expiresAt: number(text('x')),
  };
}

function tagProblem(text: (name: string) => string, tags: readonly Tag[]): DkimProblem | null {
  const has = (name: string): boolean => tags.some((tag) => tag.name === name);
  if (text('v') !== '1') return wrong('v', text('v'), '3.5');
  // Unknown query methods are ignored; at least one must be dns/txt.
  if (has('q') && !text('q').toLowerCase().split(':').includes('dns/txt'))
    return wrong('q', text('q'), '3.5');
  if (!isHostName(text('d'))) return wrong('d', text('d'), '3.5');
  if (!isHostName(text('s'))) return wrong('s', text('s'), '3.5');
  if (!text('h').toLowerCase().split(':').includes('from'))
    return { message: '"h=" does not sign the From field', section: '5.4' };
  if (text('h').split(':').length > 500)
    return { message: '"h=" names more than 500 fields', section: '3.5' };
  for (const name of ['l', 't', 'x'])
    if (has(name) && number(text(name)) === null) return wrong(name, text(name), '3.5');
  return identityProblem(quotedPrintable(text('i')).toLowerCase(), text('d').toLowerCase());
}

function identityProblem(identity: string, domain: string): DkimProblem | null {
  if (identity === '') return null;
  const identityDomain = identity.slice(identity.lastIndexOf('@') + 1);
  if (identity.includes('@') && isWithin(identityDomain, domain)) return null;
  return {
    message: `"i=" (${identity.slice(0, 60)}) is not of "d=" (${domain.slice(0, 60)})`,
    section: '6.1.1',
  };
}

/** dkim-quoted-printable (section 2.11). */
const quotedPrintable = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const wrong = (name: string, value: string, section: string): DkimProblem => ({
  message: `"${name}=${value.slice(0, 60)}" is not supported or not valid`,
  section,
});

const isHostName = (text: string): boolean =>
  text.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/i.test(text);

const number = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

function readAlgorithm(text: string): DkimSignature['algorithm'] | null {
  return text === 'rsa-sha1' || text === 'rsa-sha256' || text === 'ed25519-sha256' ? text : null;
}

/** Section 3.5, "c=": one word is the header mode, the body then is simple. */
function readModes(
  text: string,
): { readonly headerMode: Canonicalization; readonly bodyMode: Canonicalization } | null {
  const match = /^(simple|relaxed)(?:\/(simple|relaxed))?$/.exec(text);
  if (match === null) return null;
  return {
    headerMode: match[1] === 'relaxed' ? 'relaxed' : 'simple',
    bodyMode: match[2] === 'relaxed' ? 'relaxed' : 'simple',
  };
}

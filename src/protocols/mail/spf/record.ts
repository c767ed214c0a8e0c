import type { IpAddress } from '../ip.ts';
import type { MacroPart } from './macro.ts';
import { parseTerm } from './term.ts';

export const qualifiers = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;
export type SpfQualifier = keyof typeof qualifiers;

/** A mechanism or modifier, with its offset in the record. */
export interface TermPlace {
  readonly text: string;
  /** Offset in the record's text, from 0. */
  readonly at: number;
}

export interface DomainSpec {
  readonly text: string;
  readonly parts: readonly MacroPart[];
}

export interface AddressTarget {
  /** null means the current domain. */
  readonly domain: DomainSpec | null;
  readonly prefix4: number;
  readonly prefix6: number;
}
interface Network {
  readonly network: IpAddress;
  readonly prefix: number;
}
interface Directive extends TermPlace {
  readonly qualifier: SpfQualifier;
}

export type SpfMechanism =
  | (Directive & { readonly kind: 'all' })
  | (Directive & { readonly kind: 'include'; readonly domain: DomainSpec })
  | (Directive & { readonly kind: 'exists'; readonly domain: DomainSpec })
  | (Directive & { readonly kind: 'ptr'; readonly domain: DomainSpec | null })
  | (Directive & AddressTarget & { readonly kind: 'a' })
  | (Directive & AddressTarget & { readonly kind: 'mx' })
  | (Directive & Network & { readonly kind: 'ip4' })
  | (Directive & Network & { readonly kind: 'ip6' });

export type SpfModifier =
  | (TermPlace & { readonly kind: 'redirect'; readonly domain: DomainSpec })
  | (TermPlace & { readonly kind: 'exp'; readonly domain: DomainSpec })
  | (TermPlace & { readonly kind: 'unknown'; readonly name: string });

export interface SpfSyntaxError extends TermPlace {
  readonly message: string;
  /** Section of RFC 7208. */
  readonly section: string;
}

export interface SpfRecord {
  readonly text: string;
  readonly mechanisms: readonly SpfMechanism[];
  readonly modifiers: readonly SpfModifier[];
  readonly errors: readonly SpfSyntaxError[];
}

/** Record selection (section 4.5): the TXT texts that are SPF version 1. */
export const selectSpf = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => /^v=spf1(?: |$)/i.test(text));

/** Terms judged per record; a longer record is an error of its own (TXT RDATA ends at 65,535 bytes anyway). */
const maxTerms = 1000;

/** Parses a text that `selectSpf` chose. All syntax errors are found, not the first only (section 4.6). */
export function parseSpf(text: string): SpfRecord {
  const mechanisms: SpfMechanism[] = [];
  const modifiers: SpfModifier[] = [];
  const errors: SpfSyntaxError[] = [];
  const terms = [...text.slice('v=spf1'.length).matchAll(/[^ ]+/g)].slice(0, maxTerms + 1);
  if (terms.length > maxTerms) {
    errors.push({ text: '', at: 0, message: `more than ${maxTerms} terms`, section: '4.6.1' });
    terms.pop();
  }
  for (const match of terms) {
    const term = parseTerm(match[0], match.index + 'v=spf1'.length);
    if ('message' in term) errors.push(term);
    else if ('qualifier' in term) mechanisms.push(term);
    else modifiers.push(term);
  }
  return { text, mechanisms, modifiers, errors: [...errors, ...repeatedModifiers(modifiers)] };
}

/** "redirect" and "exp" must not appear more than once each (section 6). */
function repeatedModifiers(modifiers: readonly SpfModifier[]): readonly SpfSyntaxError[] {
  return (['redirect', 'exp'] as const).flatMap((kind) =>
    modifiers
      .filter((modifier) => modifier.kind === kind)
      .slice(1)
      .map(({ text, at }) => ({ text, at, message: `"${kind}=" appears more than once`, section: '6' })),
  );
}

import { parseIpv4, parseIpv6 } from '../ip.ts';
import { type MacroPart, parseMacros } from './macro.ts';
import type { DomainSpec, SpfMechanism, SpfModifier, SpfQualifier, SpfSyntaxError } from './record.ts';

type Parsed = SpfMechanism | SpfModifier | SpfSyntaxError;
interface Place {
  readonly text: string;
  readonly at: number;
}

/** Parses one term of a record (RFC 7208 sections 4.6.1, 5, 6 and 12). */
export function parseTerm(text: string, at: number): Parsed {
  const place = { text, at };
  const modifier = /^([a-z][a-z0-9\-_.]*)=(.*)$/is.exec(text);
  if (modifier !== null) return parseModifier(place, modifier[1] ?? '', modifier[2] ?? '');
  const mechanism = /^([+\-?~]?)([a-z][a-z0-9\-_.]*)(.*)$/is.exec(text);
  if (mechanism === null) return wrong(place, 'this is neither a mechanism nor a modifier', '4.6.1');
  const [, qualifier = '', name = '', rest = ''] = mechanism;
  const parse = mechanisms[name.toLowerCase()];
  if (parse === undefined) return wrong(place, unknownMechanism(name, rest), '4.6.1');
  return parse({ ...place, qualifier: qualifier === '' ? '+' : (qualifier as SpfQualifier) }, rest);
}

const unknownMechanism = (name: string, rest: string): string =>
  /^(redirect|exp)$/i.test(name) && rest.startsWith(':')
    ? `"${name}" takes "=", not ":"`
    : `there is no mechanism "${name}"`;

function parseModifier(place: Place, name: string, value: string): Parsed {
  const kind = name.toLowerCase();
  const offset = name.length + 1;
  if (kind !== 'redirect' && kind !== 'exp') {
    const macros = parseMacros(value, 'modifier');
    if (macros.ok) return { ...place, kind: 'unknown', name: kind };
    return inside(place, offset, macros.error);
  }
  const domain = parseDomainSpec(value);
  return 'message' in domain ? inside(place, offset, domain) : { ...place, kind, domain };
}

type Directive = Place & { readonly qualifier: SpfQualifier };
type MechanismParser = (directive: Directive, rest: string) => Parsed;

const mechanisms: Readonly<Record<string, MechanismParser>> = {
  all: (directive, rest) =>
    rest === '' ? { ...directive, kind: 'all' } : wrong(directive, '"all" takes no argument', '5.1'),
  include: (directive, rest) => withDomain(directive, rest, { kind: 'include', section: '5.2' }),
  exists: (directive, rest) => withDomain(directive, rest, { kind: 'exists', section: '5.7' }),
  ptr: parsePtr,
  a: (directive, rest) => parseAddressMechanism(directive, rest, 'a'),
  mx: (directive, rest) => parseAddressMechanism(directive, rest, 'mx'),
  ip4: (directive, rest) => parseNetwork(directive, rest, 'ip4'),
  ip6: (directive, rest) => parseNetwork(directive, rest, 'ip6'),
};

function withDomain(
  directive: Directive,
  rest: string,
  { kind, section }: { readonly kind: 'include' | 'exists'; readonly section: string },
): Parsed {
  if (!rest.startsWith(':')) return wrong(directive, `"${kind}" needs ":" and a domain`, section);
  const domain = parseDomainSpec(rest.slice(1));
  return 'message' in domain
    ? inside(directive, directive.text.length - rest.length + 1, domain)
    : { ...directive, kind, domain };
}

function parsePtr(directive: Directive, rest: string): Parsed {
  if (rest === '') return { ...directive, kind: 'ptr', domain: null };
  if (!rest.startsWith(':')) return wrong(directive, '"ptr" takes ":" and a domain, nothing else', '5.5');
  const domain = parseDomainSpec(rest.slice(1));
  if ('message' in domain) return inside(directive, directive.text.length - rest.length + 1, domain);
  return { ...directive, kind: 'ptr', domain };
}

/** ABNF of section 12: no leading zeros, "/n" for IPv4 and "//n" for IPv6. */
const dualPrefix = /(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/;

function parseAddressMechanism(directive: Directive, rest: string, kind: 'a' | 'mx'): Parsed {
  const section = kind === 'a' ? '5.3' : '5.4';
  const match = dualPrefix.exec(rest);
  const prefix4 = Number(match?.[1] ?? 32);
  const prefix6 = Number(match?.[2] ?? 128);
  if (prefix4 > 32) return wrong(directive, `/${prefix4} is longer than an IPv4 address (32 bits)`, section);
  if (prefix6 > 128)
    return wrong(directive, `//${prefix6} is longer than an IPv6 address (128 bits)`, section);
  const target = rest.slice(0, match?.index ?? rest.length);
  if (target === '') return { ...directive, kind, domain: null, prefix4, prefix6 };
  if (!target.startsWith(':'))
    return wrong(directive, `"${target}" is not a domain or a prefix length`, section);
  const domain = parseDomainSpec(target.slice(1));
  if ('message' in domain) return inside(directive, directive.text.length - rest.length + 1, domain);
  return { ...directive, kind, domain, prefix4, prefix6 };
}

function parseNetwork(directive: Directive, rest: string, kind: 'ip4' | 'ip6'): Parsed {
  const bits = kind === 'ip4' ? 32 : 128;
  const match = /^:([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(rest);
  if (match === null) return wrong(directive, `"${kind}" needs ":", an address and at most "/n"`, '5.6');
  const network = (kind === 'ip4' ? parseIpv4 : parseIpv6)(match[1] ?? '');
  if (network === null)
    return wrong(directive, `"${match[1]}" is not an IPv${kind === 'ip4' ? 4 : 6} address`, '5.6');
  const prefix = Number(match[2] ?? bits);
  if (prefix > bits) return wrong(directive, `/${prefix} is longer than the address (${bits} bits)`, '5.6');
  return { ...directive, kind, network, prefix };
}

interface Located {
  readonly at: number;
  readonly message: string;
  readonly section: string;
}

/** domain-spec = macro-string domain-end (section 7.1): it ends in a macro or in a dot and a valid top label. */
export function parseDomainSpec(text: string): DomainSpec | Located {
  if (text === '') return { at: 0, message: 'the domain is empty', section: '7.1' };
  const macros = parseMacros(text, 'domain');
  if (!macros.ok) return macros.error;
  if (endsWell(macros.parts)) return { text, parts: macros.parts };
  return { at: 0, message: `"${text}" does not end in a macro or a valid top-level label`, section: '7.1' };
}

function endsWell(parts: readonly MacroPart[]): boolean {
  const last = parts.at(-1);
  if (last?.kind === 'macro' || last?.isEscape === true) return true;
  const text = parts.map((part) => (part.kind === 'literal' ? part.text : 'x')).join('');
  const label = /\.([a-z0-9-]+)\.?$/i.exec(text)?.[1] ?? '';
  return /^(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])$/i.test(label);
}

const wrong = (place: Place, message: string, section: string): SpfSyntaxError => ({
  text: place.text,
  at: place.at,
  message,
  section,
});

const inside = (place: Place, offset: number, error: Located): SpfSyntaxError => ({
  text: place.text,
  at: place.at + offset + error.at,
  message: error.message,
  section: error.section,
});

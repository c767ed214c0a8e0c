import { tokens } from '../../dns/presentation.ts';
import { typeNumber } from '../../dns/types.ts';
import { layoutOf } from '../../dns/wire/layout.ts';
import { printRdata, rdataBytes } from '../../dns/wire/rdata-wire.ts';

export interface ValueProblem {
  readonly problem: string;
}

const serviceTypes = new Set(['SVCB', 'HTTPS']);
const textTypes = new Set(['TXT', 'SPF']);

/**
 * RDATA as a person, a file or an API wrote it, in the one form we compare: names absolute and lower case, IPv6 as RFC 5952,
 * texts quoted, hex upper case, unknown types as RFC 3597 section 5. Names must be absolute already.
 */
export function canonicalValue(type: string, value: string): string | ValueProblem {
  const number = typeNumber(type);
  if (number === null) return { problem: `${type.slice(0, 40)} is no record type` };
  const bytes = rdataBytes(type, serviceTypes.has(type) ? lowerTarget(value) : value);
  if ('problem' in bytes) return bytes;
  const printed = printRdata(number, bytes, { offset: 0, length: bytes.length }).value;
  return layoutOf(type) !== null && printed.startsWith('\\#')
    ? { problem: `the bytes are no ${type} value` }
    : printed;
}

/** Host names are the same in any case; the wire form keeps the case of service targets (RFC 9460 section 2.2). */
const lowerTarget = (value: string): string =>
  value.startsWith('\\#')
    ? value
    : value.replace(/^(\s*\S+\s+)(\S+)/, (_, before: string, name: string) => before + name.toLowerCase());

/**
 * What makes two canonical values the same: the bytes, except that receivers of TXT join the character-strings before they
 * read them (RFC 7208 section 3.3), so how a text was cut means nothing.
 */
export const valueKey = (type: string, value: string): string =>
  textTypes.has(type) ? joinedText(value) : value;

/** The whole text of a canonical TXT value, as latin1. */
export const joinedText = (value: string): string =>
  (tokens(value) ?? []).map((token) => token.text).join('');

/** Order of RDATA inside a set: as left-justified octets (RFC 4034 section 6.3). */
export function compareValues(type: string): (a: string, b: string) => number {
  const wire = (value: string): Uint8Array => {
    const bytes = rdataBytes(type, value);
    return 'problem' in bytes ? Buffer.from(value) : bytes;
  };
  return (a, b) => Buffer.compare(wire(a), wire(b));
}

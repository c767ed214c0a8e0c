import type { DnsRecord } from '../../../model/outside-dns.ts';
import { tokens } from '../../dns/presentation.ts';
import { classNumber, typeName, typeNumber } from '../../dns/types.ts';
import { ZoneSyntaxError, zoneEntries } from './lexer.ts';
import type { ZoneEntry, ZoneProblem, ZoneToken } from './lexer.ts';
import { nameFrom } from './name-text.ts';
import { valueFrom } from './record-value.ts';
import { ttlSeconds } from './ttl-text.ts';

export type ParsedZone =
  | { readonly ok: true; readonly records: readonly DnsRecord[] }
  | { readonly ok: false; readonly problems: readonly ZoneProblem[] };

export const zoneFileLimits = { textBytes: 32 * 1024 * 1024, records: 200_000, problems: 50 } as const;

/**
 * A zone file (RFC 1035 section 5, RFC 2308 section 4 for $TTL, RFC 3597 for unknown types) to records in file order, values
 * canonical, class IN only. The text holds one byte per character (latin1): see `zoneText`. $INCLUDE and $GENERATE are refused: a
 * file must not reach for others. All problems at once, at most 50.
 */
export function parseZone(text: string, origin: string): ParsedZone {
  const start = { line: 1, column: 1 };
  if (text.length > zoneFileLimits.textBytes)
    return { ok: false, problems: [{ ...start, message: 'the file is over 32 MiB' }] };
  if (/[^\0-\xff]/.test(text))
    return {
      ok: false,
      problems: [{ ...start, message: 'the text holds characters over one byte: decode the file as latin1' }],
    };
  const zone = new ZoneReader(origin);
  try {
    for (const entry of zoneEntries(text)) {
      zone.read(entry);
      if (zone.isFull) break;
    }
  } catch (error) {
    if (!(error instanceof ZoneSyntaxError)) throw error;
    zone.problems.push(error.at);
  }
  return zone.problems.length > 0
    ? { ok: false, problems: zone.problems.slice(0, zoneFileLimits.problems) }
    : { ok: true, records: zone.records };
}

/** The bytes of a zone file as `parseZone` wants them. */
export const zoneText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

interface Header {
  readonly ttl: number | null;
  readonly type: string;
  readonly rest: readonly ZoneToken[];
}

class ZoneReader {
  readonly records: DnsRecord[] = [];
  readonly problems: ZoneProblem[] = [];
  private origin: string;
  private owner: string | null = null;
  private defaultTtl: number | null = null;
  private lastTtl: number | null = null;
  constructor(origin: string) {
    this.origin = origin;
  }

  get isFull(): boolean {
    return this.problems.length >= zoneFileLimits.problems;
  }

  read(entry: ZoneEntry): void {
    const [first] = entry.tokens;
    if (first === undefined) return;
    const isDirective = !entry.isOwnerOmitted && !first.isQuoted && first.raw.startsWith('$');
    if (isDirective) this.directive(first, entry.tokens.slice(1));
    else this.record(entry, first);
  }

  private directive(word: ZoneToken, [value, ...rest]: readonly ZoneToken[]): void {
    const name = word.raw.toUpperCase();
    if (name !== '$ORIGIN' && name !== '$TTL')
      return this.refuse(word, `${word.raw.slice(0, 40)} is not supported`);
    if (value === undefined || rest.length > 0) return this.refuse(word, `${name} takes one value`);
    if (name === '$TTL') {
      this.defaultTtl = ttlSeconds(value.raw);
      if (this.defaultTtl === null) this.refuse(value, `${value.raw.slice(0, 40)} is no TTL`);
    } else {
      const origin = value.isQuoted ? null : nameFrom(value.raw, this.origin);
      if (origin === null) this.refuse(value, `${value.raw.slice(0, 80)} is no name`);
      else this.origin = origin;
    }
  }

  private record(entry: ZoneEntry, first: ZoneToken): void {
    if (this.records.length >= zoneFileLimits.records) return this.refuse(first, 'over 200000 records');
    if (!entry.isOwnerOmitted) this.owner = first.isQuoted ? null : nameFrom(first.raw, this.origin);
    if (this.owner === null)
      return this.refuse(
        first,
        entry.isOwnerOmitted ? 'the first record states no owner' : `${first.raw.slice(0, 80)} is no name`,
      );
    const header = this.header(first, entry.isOwnerOmitted ? entry.tokens : entry.tokens.slice(1));
    if (header === null) return;
    const value = valueFrom(header.type, header.rest, this.origin);
    if (typeof value !== 'string') return this.refuse(first, value.problem);
    const ttl = this.ttlOf(header, value);
    if (ttl === null) return this.refuse(first, 'no TTL is stated here, by $TTL or before');
    this.records.push({ name: this.owner, type: header.type, ttlSeconds: ttl, value });
  }

  /** [TTL] [class] type or [class] [TTL] type (RFC 1035 section 5.1). */
  private header(at: ZoneToken, words: readonly ZoneToken[]): Header | null {
    let [ttl, hasClass, index]: [number | null, boolean, number] = [null, false, 0];
    for (; index < 2; index += 1) {
      const word = words[index];
      if (word === undefined || word.isQuoted) break;
      const seconds: number | null = ttl === null ? ttlSeconds(word.raw) : null;
      const code = hasClass ? null : classNumber(word.raw.toUpperCase());
      if (seconds !== null) ttl = seconds;
      else if (code === 1) hasClass = true;
      else if (code !== null && typeNumber(word.raw) === null)
        return this.none(word, `class ${word.raw} is not IN`);
      else break;
    }
    const word = words[index];
    const number = word === undefined || word.isQuoted ? null : typeNumber(word.raw);
    if (number === null)
      return this.none(word ?? at, `${(word?.raw ?? 'the end').slice(0, 40)} is no record type`);
    return { ttl, type: typeName(number), rest: words.slice(index + 1) };
  }

  /** Stated here, by $TTL (RFC 2308 section 4), last stated (RFC 1035 section 5.1), or for a first SOA its MINIMUM, as BIND does. */
  private ttlOf(header: Header, value: string): number | null {
    if (header.ttl !== null) this.lastTtl = header.ttl;
    else if (this.defaultTtl !== null) this.lastTtl = this.defaultTtl;
    else if (this.lastTtl === null && header.type === 'SOA') {
      this.defaultTtl = ttlSeconds(tokens(value)?.at(-1)?.text ?? '');
      this.lastTtl = this.defaultTtl;
    }
    return this.lastTtl;
  }

  private none(at: ZoneToken, message: string): null {
    this.refuse(at, message);
    return null;
  }

  private refuse(at: ZoneToken, message: string): void {
    this.problems.push({ line: at.line, column: at.column, message });
  }
}

import { headerValue, type RawHeader, splitMessage } from '../message.ts';
import { ReportError, reportLimits } from './error.ts';

/** A leaf of a MIME tree, transfer encoding undone (RFC 2045, 2046). */
export interface MimePart {
  readonly headers: readonly RawHeader[];
  /** Lower case, without parameters. */
  readonly type: string;
  readonly fileName: string | null;
  readonly bytes: Uint8Array;
}

/** Leaves of a mail in order; nested mails are leaves of type `message/rfc822`. Throws `ReportError`. */
export function mimeParts(bytes: Uint8Array): readonly MimePart[] {
  const parts: MimePart[] = [];
  walk(bytes, { parts, depth: 0 });
  return parts;
}

function walk(bytes: Uint8Array, state: { readonly parts: MimePart[]; readonly depth: number }): void {
  if (state.depth > 8) throw new ReportError('too-deep', 'mail parts nested deeper than 8');
  if (state.parts.length >= reportLimits.mimeParts)
    throw new ReportError('too-big', `more than ${reportLimits.mimeParts} mail parts`);
  const message = splitMessage(bytes);
  const contentType = headerValue(message, 'content-type') ?? 'text/plain';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const boundary = parameter(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary !== null && boundary !== '') {
    for (const part of splitAt(message.body, boundary))
      walk(Buffer.from(part, 'latin1'), { parts: state.parts, depth: state.depth + 1 });
    return;
  }
  const disposition = headerValue(message, 'content-disposition') ?? '';
  const encoding = headerValue(message, 'content-transfer-encoding')?.toLowerCase() ?? '';
  const fileName = parameter(disposition, 'filename') ?? parameter(contentType, 'name');
  state.parts.push({ headers: message.headers, type, fileName, bytes: decode(message.body, encoding) });
}

/** A parameter of a structured header; RFC 2231 continuations are joined without their charset. */
export function parameter(value: string, name: string): string | null {
  const plain = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(value);
  if (plain !== null) return plain[1] ?? plain[2] ?? null;
  const pieces = [
    ...value.matchAll(new RegExp(`;\\s*${name}\\*\\d+\\*?\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'gi')),
  ];
  return pieces.length === 0 ? null : pieces.map((piece) => piece[1] ?? piece[2] ?? '').join('');
}

function splitAt(body: string, boundary: string): readonly string[] {
  const parts: string[] = [];
  let current: string[] | null = null;
  for (const line of body.split('\r\n')) {
    const isEnd = line.startsWith(`--${boundary}--`);
    if (!isEnd && line.trimEnd() !== `--${boundary}`) current?.push(line);
    else {
      if (current !== null) parts.push(current.join('\r\n'));
      current = isEnd ? null : [];
      if (isEnd || parts.length > reportLimits.mimeParts) break;
    }
  }
  if (current !== null) parts.push(current.join('\r\n'));
  return parts;
}

function decode(body: string, encoding: string): Uint8Array {
  if (encoding.includes('base64')) return Buffer.from(body, 'base64');
  if (!encoding.includes('quoted-printable')) return Buffer.from(body, 'latin1');
  const text = body
    .replace(/=[ \t]*\r\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

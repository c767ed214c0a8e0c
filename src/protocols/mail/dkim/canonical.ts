import type { RawHeader } from '../message.ts';

export type Canonicalization = 'simple' | 'relaxed';

/** RFC 6376 sections 3.4.1 and 3.4.2. No final CRLF. */
export function canonicalHeader(header: RawHeader, mode: Canonicalization): string {
  if (mode === 'simple') return header.raw;
  return `${header.name}:${header.value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
}

/** RFC 6376 sections 3.4.3 and 3.4.4. */
export function canonicalBody(body: string, mode: Canonicalization): string {
  const text = mode === 'simple' ? body : relaxLines(body);
  const kept = withoutEmptyEnd(text);
  // An empty body is one CRLF in simple mode and nothing in relaxed mode.
  if (kept === '') return mode === 'simple' ? '\r\n' : '';
  return `${kept}\r\n`;
}

const relaxLines = (body: string): string =>
  body
    .split('\r\n')
    .map((line) => {
      const text = line.replace(/[ \t]+/g, ' ');
      return text.endsWith(' ') ? text.slice(0, -1) : text;
    })
    .join('\r\n');

/** Drops all CRLFs at the end; a loop, since a regular expression would be quadratic here. */
function withoutEmptyEnd(text: string): string {
  let end = text.length;
  while (end >= 2 && text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13) end -= 2;
  return text.slice(0, end);
}

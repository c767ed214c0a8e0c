/** A raw mail, split (RFC 5322 section 2.1). Texts are latin1: one character per byte. */
export interface RawMessage {
  readonly headers: readonly RawHeader[];
  /** Everything behind the first empty line, CRLF line ends. */
  readonly body: string;
}
export interface RawHeader {
  /** Lower case. */
  readonly name: string;
  /** As it stands in the message, folds included, without the final CRLF. */
  readonly raw: string;
  /** Behind the colon, folds included. */
  readonly value: string;
}

/** More header fields than any real mail has; the rest is not read. */
const maxHeaders = 2000;

/** Splits a message; a message without any CRLF is taken as a file with LF line ends. */
export function splitMessage(bytes: Uint8Array): RawMessage {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const text = latin1.includes('\r\n') ? latin1 : latin1.replaceAll('\n', '\r\n');
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
  const head = end === -1 ? text : text.slice(0, end);
  const body = end === -1 ? '' : text.slice(end === 0 ? 2 : end + 4);
  return { headers: splitHeaders(head), body };
}

function splitHeaders(head: string): readonly RawHeader[] {
  const fields: string[][] = [];
  for (const line of head.split('\r\n')) {
    const isFold = line.startsWith(' ') || line.startsWith('\t');
    if (isFold) fields.at(-1)?.push(line);
    else if (fields.length >= maxHeaders) break;
    else fields.push([line]);
  }
  return fields.flatMap((lines) => {
    const raw = lines.join('\r\n');
    const colon = raw.indexOf(':');
    if (colon < 1) return [];
    return [{ name: raw.slice(0, colon).trim().toLowerCase(), raw, value: raw.slice(colon + 1) }];
  });
}

/** A header's value on one line, control characters replaced. */
export const unfold = (value: string): string =>
  value
    .replaceAll('\r\n', '')
    .replace(/\p{Cc}/gu, ' ')
    .trim();

export const headerValue = (message: Pick<RawMessage, 'headers'>, name: string): string | null => {
  const header = message.headers.find((one) => one.name === name);
  return header === undefined ? null : unfold(header.value);
};

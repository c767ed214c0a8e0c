import PostalMime, { addressParser } from 'postal-mime';
import type { Address, Attachment, Email } from 'postal-mime';
import { unixMs } from '../../model/brand.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { splitMessage, unfold } from '../../protocols/mail/message.ts';
import { charsetOddities } from './charsets.ts';
import { type MailAddress, type MailMessage, messageLimits } from './mail-message.ts';

/** Reads a raw mail. `too-large` or `protocol` with a sentence when it is a bomb or no mail; never throws. */
export async function readMessage(bytes: Uint8Array): Promise<Result<MailMessage>> {
  if (bytes.length > messageLimits.bytes)
    return failure(
      'too-large',
      `The mail has ${bytes.length} bytes; at most ${messageLimits.bytes} are read`,
    );
  const headBytes = headLength(bytes);
  if (headBytes === null)
    return failure(
      'too-large',
      `The mail's header is longer than ${messageLimits.headBytes} bytes; receivers drop such mail`,
    );
  if (hasTooManyParts(bytes))
    return failure(
      'too-large',
      `The mail has more than ${messageLimits.boundaryLines} lines that begin with "--"`,
    );
  const { headers } = splitMessage(bytes.subarray(0, headBytes));
  if (headers.length === 0) return failure('protocol', 'This is no mail: it has no header fields');
  try {
    const email = await PostalMime.parse(bytes, {
      maxNestingDepth: messageLimits.depth,
      maxHeadersSize: 2 * messageLimits.headBytes,
      maxRfc822NestingDepth: 0,
    });
    return ok(messageFrom(email, { bytes, headers }));
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : 'unreadable';
    return failure('protocol', `The mail cannot be read: ${text.slice(0, 200)}`);
  }
}

/** Bytes up to the first empty line; null when there is none within the limit. */
function headLength(bytes: Uint8Array): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(
    0,
    messageLimits.headBytes,
  );
  const ends = [view.indexOf('\r\n\r\n'), view.indexOf('\n\n')].filter((at) => at !== -1);
  if (ends.length > 0) return Math.min(...ends) + 4;
  return bytes.length <= messageLimits.headBytes ? bytes.length : null;
}

function hasTooManyParts(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = view.indexOf('\n--'); at !== -1; at = view.indexOf('\n--', at + 3)) {
    count += 1;
    if (count > messageLimits.boundaryLines) return true;
  }
  return false;
}

function messageFrom(
  email: Email,
  raw: { readonly bytes: Uint8Array; readonly headers: MailMessage['headers'] },
): MailMessage {
  const dateMs = Date.parse(email.date ?? '');
  const text = bounded(email.text);
  const html = bounded(email.html);
  return {
    sizeBytes: raw.bytes.length,
    headers: raw.headers,
    subject: (email.subject ?? '').slice(0, 1000),
    // The parser keeps one author; several are a fault that must be seen.
    from: mailboxes(authors(raw.headers)),
    replyTo: mailboxes(email.replyTo ?? []),
    date: Number.isFinite(dateMs) ? unixMs(dateMs) : null,
    messageId: email.messageId?.slice(0, 998) ?? null,
    text,
    html,
    parts: email.attachments.slice(0, messageLimits.parts).map(partOf),
    oddities: [
      ...charsetOddities(raw.bytes),
      ...(`${text ?? ''}${html ?? ''}`.includes('\ufffd')
        ? ['some bytes are no text in the charset they claim']
        : []),
      ...(email.attachments.length > messageLimits.parts ? [`${email.attachments.length} attachments`] : []),
    ],
  };
}

const authors = (headers: MailMessage['headers']): readonly Address[] =>
  headers
    .filter(({ name }) => name === 'from')
    .slice(0, 10)
    .flatMap(({ value }) => addressParser(unfold(value).slice(0, 16_000), { flatten: true }));

const bounded = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.slice(0, messageLimits.textCharacters);

const mailboxes = (all: readonly Address[]): readonly MailAddress[] =>
  all
    .flatMap((one) => (one.group === undefined ? [one] : one.group))
    .slice(0, messageLimits.addresses)
    .map(({ name, address }) => ({
      name: name.slice(0, 300),
      address: (address ?? '').toLowerCase().slice(0, 320),
    }));

const partOf = (part: Attachment): MailMessage['parts'][number] => ({
  mediaType: part.mimeType,
  sizeBytes: typeof part.content === 'string' ? part.content.length : part.content.byteLength,
  contentId: part.contentId?.replace(/^<|>$/g, '') ?? null,
  fileName: part.filename?.slice(0, 300) ?? null,
});

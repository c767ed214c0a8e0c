import { type Bounce, classifyBounce } from '../bounce.ts';
import { headerValue, splitMessage, unfold } from '../message.ts';
import { mimeParts, type MimePart } from '../reports/mime.ts';

/** What a bounce says about one recipient (RFC 3464 section 2.3). */
export interface BouncedRecipient {
  /** As the report names it; empty when it does not. Redact it before showing. */
  readonly recipient: string;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; null when it is not said. */
  readonly action: string | null;
  /** RFC 3463; null when it is not said. */
  readonly status: string | null;
  /** Host that refused; null when our own side gave up. */
  readonly remoteHost: string | null;
  /** The refusing server's own words. */
  readonly diagnostic: string;
  readonly bounce: Bounce;
}
export interface BounceReport {
  /** `dsn`: a delivery status notification; `text`: a mail that only tells it in words; `reply`: a bare server reply. */
  readonly form: 'dsn' | 'text' | 'reply';
  readonly reportedBy: string | null;
  readonly recipients: readonly BouncedRecipient[];
  /** Of the mail that came back. */
  readonly original: {
    readonly subject: string | null;
    readonly messageId: string | null;
    readonly date: string | null;
  };
}

export const bounceLimits = { bytes: 10 * 1024 * 1024, recipients: 200, text: 4000 } as const;

/** Reads a bounce as it lies in a mailbox or log. Null: nothing in it speaks of a failed delivery. Never throws. */
export function readBounce(bytes: Uint8Array): BounceReport | null {
  const text = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.length, bounceLimits.bytes),
  ).toString('latin1');
  if (!/^[\w-]{1,60}:/m.test(text.slice(0, 2000)) || /^\s*(?:smtp;\s*)?[245]\d\d[ -]/i.test(text))
    return fromReply(text);
  const parts = leaves(bytes.subarray(0, bounceLimits.bytes));
  const status = parts.find(
    ({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  return status === undefined ? fromWords(text, parts) : fromStatus(status, parts);
}

/** Mails nested or split beyond reason are read as words. */
function leaves(bytes: Uint8Array): readonly MimePart[] {
  try {
    return mimeParts(bytes);
  } catch {
    return [];
  }
}

const noOriginal: BounceReport['original'] = { subject: null, messageId: null, date: null };

function fromReply(text: string): BounceReport | null {
  const reply = text.slice(0, bounceLimits.text).trim();
  const bounce = classifyBounce(reply);
  if (bounce.replyCode === null && bounce.enhancedCode === null && bounce.cause === 'unknown') return null;
  return {
    form: 'reply',
    reportedBy: null,
    recipients: [
      {
        recipient: '',
        action: null,
        status: bounce.enhancedCode,
        remoteHost: null,
        diagnostic: reply,
        bounce,
      },
    ],
    original: noOriginal,
  };
}

function fromStatus(status: MimePart, parts: readonly MimePart[]): BounceReport | null {
  const text = Buffer.from(status.bytes).toString('latin1').replace(/\r?\n/g, '\r\n');
  // Section 2.1: fields about the message, an empty line, then a block for each recipient.
  const blocks = text
    .split(/(?:\r\n){2,}/)
    .map((block) => splitMessage(Buffer.from(`${block}\r\n\r\n`, 'latin1')));
  const field = (at: number, name: string): string | null => {
    const block = blocks[at];
    return block === undefined ? null : headerValue(block, name);
  };
  const recipients = blocks
    .map((_block, at) => at)
    .filter((at) => field(at, 'final-recipient') !== null || field(at, 'action') !== null)
    .slice(0, bounceLimits.recipients)
    .map((at) => recipient((name) => field(at, name)));
  if (recipients.length === 0) return null;
  return {
    form: 'dsn',
    reportedBy: typed(field(0, 'reporting-mta')),
    recipients,
    original: originalOf(parts),
  };
}

function recipient(field: (name: string) => string | null): BouncedRecipient {
  const status = /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(field('status') ?? '')?.[1] ?? null;
  const diagnostic = (typed(field('diagnostic-code')) ?? '').slice(0, bounceLimits.text);
  const hasCode = /(?:^|[^\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.test(diagnostic);
  return {
    recipient: typed(field('final-recipient')) ?? typed(field('original-recipient')) ?? '',
    action: field('action')?.toLowerCase().slice(0, 40) ?? null,
    status,
    remoteHost: typed(field('remote-mta')),
    diagnostic,
    // The words decide; the status field stands in for a code they lack.
    bounce: classifyBounce(hasCode || status === null ? diagnostic : `${status} ${diagnostic}`),
  };
}

/** `smtp; 550 ...`, `dns; mx.example.com`, `rfc822; a@example.com`: what stands behind the type. */
const typed = (value: string | null): string | null =>
  value === null
    ? null
    : value
        .replace(/^\s*[\w-]{1,40}\s*;\s*/, '')
        .trim()
        .slice(0, bounceLimits.text);

function originalOf(parts: readonly MimePart[]): BounceReport['original'] {
  const part = parts.find(
    ({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers' || type === 'message/global',
  );
  if (part === undefined) return noOriginal;
  const mail = splitMessage(part.bytes);
  const short = (name: string): string | null => headerValue(mail, name)?.slice(0, 300) ?? null;
  return { subject: short('subject'), messageId: short('message-id'), date: short('date') };
}

const replyLine = /(?:^|[\s:;"'(])(?:[45]\d\d[ -].{3}|[45]\.\d{1,3}\.\d{1,3}\s)/;

/** Servers that write no status part: the first line that looks like a server's reply, or a sentence that says why. */
function fromWords(text: string, parts: readonly MimePart[]): BounceReport | null {
  const body = parts
    .filter(({ type }) => type === 'text/plain' || type === 'text/html')
    .map(readable)
    .join('\n')
    .slice(0, 100_000);
  const said = body === '' ? text.slice(0, 100_000) : body;
  const subject = headerValue(splitMessage(Buffer.from(text.slice(0, 100_000), 'latin1')), 'subject') ?? '';
  if (
    !/undeliver|returned|failure|bounce|could not be delivered|not delivered|delivery status|unzustellbar|qmail-send/i.test(
      `${subject} ${said}`,
    )
  )
    return null;
  const lines = said.split(/\r?\n/).map(unfold);
  const reply = lines.find((line) => replyLine.test(line));
  const sentence = reply ?? lines.find(tellsWhy) ?? '';
  const bounce = classifyBounce(sentence);
  if (sentence === '') return null;
  const to = /[^\s<>"'(),:;]{1,64}@[a-z0-9.-]{3,253}/i.exec(lines.slice(0, 200).join(' '))?.[0] ?? '';
  return {
    form: 'text',
    reportedBy: null,
    recipients: [
      {
        recipient: to,
        action: null,
        status: bounce.enhancedCode,
        remoteHost: null,
        diagnostic: sentence.slice(0, 1000),
        bounce,
      },
    ],
    original: originalOf(parts),
  };
}

function tellsWhy(line: string): boolean {
  const { cause, replyCode } = classifyBounce(line);
  return cause !== 'unknown' && replyCode === null;
}

function readable({ type, bytes }: MimePart): string {
  const text = Buffer.from(bytes).toString('latin1');
  return type === 'text/html' ? text.replace(/<[^>]{0,500}>/g, ' ') : text;
}

import { type AggregateReport, parseAggregate } from './aggregate.ts';
import { ReportError, reportLimits } from './error.ts';
import { failureReportOf, type FailureReport } from './failure.ts';
import { gunzip } from './gzip.ts';
import { mimeParts } from './mime.ts';
import { parseTlsReport, type TlsReport } from './tls.ts';
import { unzip } from './zip.ts';

export type MailReport =
  | { readonly kind: 'aggregate'; readonly report: AggregateReport }
  | { readonly kind: 'failure'; readonly report: FailureReport }
  | { readonly kind: 'tls'; readonly report: TlsReport };

/** A refused file names what was wrong; it never stops the others. */
export type ReportOutcome =
  | ({ readonly state: 'read' } & MailReport)
  | { readonly state: 'refused'; readonly code: ReportError['code']; readonly reason: string };

/** Reads whatever a mailbox or folder holds: XML, JSON, gzip, zip, or a mail with any of them. Never throws. */
export function readReports(bytes: Uint8Array): readonly ReportOutcome[] {
  if (bytes.length > reportLimits.inputBytes)
    return [refused('too-big', `larger than ${reportLimits.inputBytes} bytes`)];
  return attempt(() => readBytes(bytes, 0));
}

const refused = (code: ReportError['code'], reason: string): ReportOutcome => ({
  state: 'refused',
  code,
  reason,
});

function attempt(read: () => readonly ReportOutcome[]): readonly ReportOutcome[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ReportError) return [refused(error.code, error.message)];
    throw error;
  }
}

function readBytes(bytes: Uint8Array, depth: number): readonly ReportOutcome[] {
  if (depth > reportLimits.nesting)
    throw new ReportError('too-deep', `packed more than ${reportLimits.nesting} times`);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readBytes(gunzip(bytes), depth + 1);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return unzip(bytes).flatMap((file) => attempt(() => readBytes(file.bytes, depth + 1)));
  const start = firstCharacter(bytes);
  if (start === '<') return [{ state: 'read', kind: 'aggregate', report: parseAggregate(decodeXml(bytes)) }];
  if (start === '{')
    return [{ state: 'read', kind: 'tls', report: parseTlsReport(new TextDecoder().decode(bytes)) }];
  return readMail(bytes, depth);
}

/** First character that is neither white space nor a byte order mark; UTF-16 shows as `<` too. */
function firstCharacter(bytes: Uint8Array): string {
  for (const byte of bytes.subarray(0, 1000)) {
    const isSkipped = byte <= 0x20 || [0xef, 0xbb, 0xbf, 0xff, 0xfe].includes(byte);
    if (!isSkipped) return String.fromCharCode(byte);
  }
  return '';
}

/** Wrong bytes become U+FFFD: a reporter's mojibake must not cost the whole report. */
function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*encoding\s*=\s*["'](iso-8859-1|windows-125\d|us-ascii)["']/i.exec(head)?.[1];
  return new TextDecoder(label === undefined || label.toLowerCase() === 'us-ascii' ? 'utf-8' : label).decode(
    bytes,
  );
}

function readMail(bytes: Uint8Array, depth: number): readonly ReportOutcome[] {
  const parts = mimeParts(bytes);
  const failure = failureReportOf(parts);
  if (failure !== null) return [{ state: 'read', kind: 'failure', report: failure }];
  const outcomes = parts
    .filter((part) => part.bytes.length > 0 && mayHoldReport(part.type, part.bytes))
    .flatMap((part) => attempt(() => readBytes(part.bytes, depth + 1)));
  if (outcomes.length > 0) return outcomes;
  throw new ReportError('not-a-report', 'neither a report nor a mail with one');
}

/** Only attachments that look like a report; the text and HTML of the mail do not. */
function mayHoldReport(type: string, bytes: Uint8Array): boolean {
  if (type === 'message/rfc822') return true;
  if (bytes[0] === 0x1f || (bytes[0] === 0x50 && bytes[1] === 0x4b)) return true;
  if (type.startsWith('text/html')) return false;
  const start = firstCharacter(bytes);
  return start === '<'
    ? /<feedback|<\?xml/i.test(Buffer.from(bytes.subarray(0, 2000)).toString('latin1'))
    : start === '{';
}

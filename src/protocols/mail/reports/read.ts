import { type AggregateReport, parseAggregate } from './aggregate.ts';
import { decodeText } from './charset.ts';
import { ReportError, reportLimits } from './error.ts';
import { failureReportOf, type FailureReport } from './failure.ts';
import { gunzip } from './gzip.ts';
import { type MimePart, mimeParts } from './mime.ts';
import { parseTlsReport, type TlsReport } from './tls.ts';
import { type UnpackBudget, unzip } from './zip.ts';

export type MailReport =
  | { readonly kind: 'aggregate'; readonly report: AggregateReport }
  | { readonly kind: 'failure'; readonly report: FailureReport }
  | { readonly kind: 'tls'; readonly report: TlsReport };

/** A refused file names what was wrong; it never stops the others. */
export type ReportOutcome =
  | ({ readonly state: 'read' } & MailReport)
  | { readonly state: 'refused'; readonly code: ReportError['code']; readonly reason: string };

type Outcomes = Generator<ReportOutcome, void>;

/** Reads whatever a mailbox or folder holds: XML, JSON, gzip, zip, or a mail with any of them. Never throws. */
export const readReports = (bytes: Uint8Array): readonly ReportOutcome[] => [...eachReport(bytes)];

/** The same, one after the other, for archives of which not all should be in memory at once. */
export function* eachReport(bytes: Uint8Array): Outcomes {
  if (bytes.length > reportLimits.inputBytes)
    yield refused('too-big', `larger than ${reportLimits.inputBytes} bytes`);
  else yield* attempt(() => readBytes(bytes, { depth: 0, budget: { left: reportLimits.totalBytes } }));
}

const refused = (code: ReportError['code'], reason: string): ReportOutcome => ({
  state: 'refused',
  code,
  reason,
});

function* attempt(read: () => Outcomes): Outcomes {
  try {
    yield* read();
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    yield refused(error.code, error.message);
  }
}

interface Place {
  readonly depth: number;
  readonly budget: UnpackBudget;
}

function* readBytes(bytes: Uint8Array, { depth, budget }: Place): Outcomes {
  if (depth > reportLimits.nesting)
    throw new ReportError('too-deep', `packed more than ${reportLimits.nesting} times`);
  const inner = { depth: depth + 1, budget };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) yield* readBytes(gunzip(bytes, budget), inner);
  else if (isZip(bytes))
    for (const file of unzip(bytes, budget)) yield* attempt(() => readBytes(file.open(), inner));
  else yield* readText(bytes, { depth, budget });
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) < 9 && (bytes[3] ?? 0) < 9;

function* readText(bytes: Uint8Array, place: Place): Outcomes {
  const start = firstCharacter(bytes);
  if (start === '<') yield { state: 'read', kind: 'aggregate', report: parseAggregate(decodeText(bytes)) };
  else if (start === '{') yield { state: 'read', kind: 'tls', report: parseTlsReport(decodeText(bytes)) };
  else yield* readMail(bytes, place);
}

/** First character that is neither white space nor a byte order mark; UTF-16 shows as `<` too. */
function firstCharacter(bytes: Uint8Array): string {
  for (const byte of bytes.subarray(0, 1000)) {
    const isSkipped = byte <= 0x20 || [0xef, 0xbb, 0xbf, 0xff, 0xfe].includes(byte);
    if (!isSkipped) return String.fromCharCode(byte);
  }
  return '';
}

function* readMail(bytes: Uint8Array, { depth, budget }: Place): Outcomes {
  const parts = mimeParts(bytes);
  const failure = failureReportOf(parts);
  if (failure !== null) {
    yield { state: 'read', kind: 'failure', report: failure };
    return;
  }
  const candidates = parts.filter((part) => part.bytes.length > 0 && mayHoldReport(part));
  for (const part of candidates) yield* attempt(() => readBytes(part.bytes, { depth: depth + 1, budget }));
  if (candidates.length > 0) return;
  const promised = parts.find(promisesReport);
  if (promised !== undefined)
    throw new ReportError(
      'archive',
      `the attachment ${promised.fileName?.slice(0, 100) ?? promised.type} is neither zip, gzip, XML nor JSON`,
    );
  throw new ReportError('not-a-report', 'neither a report nor a mail with one');
}

/** Only attachments that look like a report; the text and HTML of the mail do not. */
function mayHoldReport({ type, bytes }: MimePart): boolean {
  if (type === 'message/rfc822') return true;
  if ((bytes[0] === 0x1f && bytes[1] === 0x8b) || isZip(bytes)) return true;
  if (type.startsWith('text/html')) return false;
  const start = firstCharacter(bytes);
  return start === '<'
    ? /<feedback|<\?xml/i.test(decodeText(bytes.subarray(0, 2000)))
    : start === '{' && !type.startsWith('text/plain');
}

/** By name or type it should hold one (RFC 9990 section 3.5.1, RFC 8460 section 5.1), whatever is really in it. */
const promisesReport = ({ type, fileName }: MimePart): boolean =>
  /^application\/(?:zip|gzip|x-zip-compressed|x-gzip|tlsrpt\+)/.test(type) ||
  /\.(?:xml|json)?\.?(?:zip|gz)$|!.*\.xml$/i.test(fileName ?? '');

import { parseIp } from '../ip.ts';
import { headerValue, type RawHeader, splitMessage, unfold } from '../message.ts';
import { ReportError } from './error.ts';
import type { MimePart } from './mime.ts';

/** A failure report (RFC 9991, RFC 6591; ARF of RFC 5965). Addresses are personal data: redact before showing. */
export interface FailureReport {
  /** `arf`, or `text` for reporters that only write prose. */
  readonly form: 'arf' | 'text';
  readonly feedbackType: string;
  readonly sourceIp: string | null;
  readonly reportedDomain: string | null;
  readonly arrivalDate: string | null;
  /** RFC 6591 section 3.2.2: `dkim`, `spf`, `dmarc`, ... */
  readonly authFailure: string | null;
  readonly deliveryResult: string | null;
  readonly identityAlignment: string | null;
  readonly authenticationResults: string | null;
  readonly dkimDomain: string | null;
  readonly dkimSelector: string | null;
  readonly spfDns: string | null;
  readonly originalMailFrom: string | null;
  readonly originalFrom: string | null;
  readonly originalSubject: string | null;
  readonly userAgent: string | null;
}

const copies = new Set(['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers']);

/** Reads the parts of a mail as a failure report; null when it is none. Throws `ReportError` when it is one without content. */
export function failureReportOf(parts: readonly MimePart[]): FailureReport | null {
  const feedback = parts.find(({ type }) => type === 'message/feedback-report');
  const copy = parts.find(({ type }) => copies.has(type));
  const original = copy === undefined ? [] : splitMessage(copy.bytes).headers;
  if (feedback !== undefined) return fromArf(splitMessage(feedback.bytes).headers, original);
  const prose = parts.find(({ type, bytes }) => type === 'text/plain' && isProse(bytes));
  return prose === undefined ? null : fromProse(Buffer.from(prose.bytes).toString('latin1'));
}

function fromArf(fields: readonly RawHeader[], original: readonly RawHeader[]): FailureReport {
  const field = (name: string): string | null =>
    headerValue({ headers: fields }, name)?.slice(0, 1000) || null;
  const feedbackType = field('feedback-type');
  if (feedbackType === null) throw new ReportError('fields', 'the feedback report has no Feedback-Type');
  return {
    form: 'arf',
    feedbackType: feedbackType.toLowerCase(),
    sourceIp: addressIn(field('source-ip')),
    reportedDomain: field('reported-domain')?.toLowerCase() ?? null,
    arrivalDate: field('arrival-date') ?? field('received-date'),
    authFailure: field('auth-failure')?.toLowerCase() ?? null,
    deliveryResult: field('delivery-result')?.toLowerCase() ?? null,
    identityAlignment: field('identity-alignment')?.toLowerCase() ?? null,
    authenticationResults: field('authentication-results'),
    dkimDomain: field('dkim-domain')?.toLowerCase() ?? null,
    dkimSelector: field('dkim-selector'),
    spfDns: field('spf-dns'),
    originalMailFrom: field('original-mail-from'),
    originalFrom: originalHeader(original, 'from'),
    originalSubject: originalHeader(original, 'subject'),
    userAgent: field('user-agent'),
  };
}

const originalHeader = (headers: readonly RawHeader[], name: string): string | null => {
  const header = headers.find((one) => one.name === name);
  return header === undefined ? null : unfold(header.value).slice(0, 500);
};

function addressIn(text: string | null): string | null {
  const candidates = text?.split(/[\s()[\]]+/) ?? [];
  return candidates.find((candidate) => parseIp(candidate) !== null) ?? null;
}

const isProse = (bytes: Uint8Array): boolean =>
  /(failed the published DMARC policy|authentication-failure report|did not meet the sending domain)/i.test(
    Buffer.from(bytes.subarray(0, 5000)).toString('latin1'),
  );

/** Exim and others write "Sender Domain: x" lines instead of a report part. */
function fromProse(text: string): FailureReport {
  const line = (name: string): string | null =>
    new RegExp(`^[ \\t]*${name}[ \\t]*:[ \\t]*([^\\r\\n]{1,500})`, 'im').exec(text)?.[1]?.trim() ?? null;
  return {
    form: 'text',
    feedbackType: 'auth-failure',
    sourceIp:
      addressIn(line('Sender IP Address')) ??
      addressIn(/received from IP (\S{3,45})/i.exec(text)?.[1] ?? null),
    reportedDomain: line('Sender Domain')?.toLowerCase() ?? null,
    arrivalDate: line('Received date'),
    authFailure: 'dmarc',
    deliveryResult: line('DMARC Results')?.toLowerCase() ?? null,
    identityAlignment: null,
    authenticationResults: null,
    dkimDomain: null,
    dkimSelector: null,
    spfDns: null,
    originalMailFrom: null,
    originalFrom: line('From'),
    originalSubject: line('Subject'),
    userAgent: null,
  };
}

/** The one error report readers throw: what was sent is not a report we can use. Texts are short and safe to show. */
export class ReportError extends Error {
  readonly code: 'too-big' | 'archive' | 'xml' | 'json' | 'fields' | 'not-a-report' | 'too-deep';
  constructor(code: ReportError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Written maxima for everything a stranger may send. */
export const reportLimits = {
  inputBytes: 30_000_000,
  /** One unpacked file; the largest real aggregate reports are a few megabytes. */
  unpackedBytes: 40_000_000,
  /** All that is unpacked from one input, nested archives included. */
  totalBytes: 250_000_000,
  archiveEntries: 10_000,
  /** A mail in a mail with an archive with a report. */
  nesting: 4,
  mimeParts: 100,
  xmlDepth: 16,
  xmlNodes: 1_000_000,
  records: 100_000,
} as const;

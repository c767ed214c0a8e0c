import { parseReportUris, type ReportUri } from './dmarc/report-uri.ts';
import type { StandardIssue } from './mta-sts.ts';
import { parseTagList, tagValue } from './tag-list.ts';

/** The TXT record at `_smtp._tls.<domain>` (RFC 8460 section 3). */
export interface TlsRptRecord {
  readonly rua: readonly ReportUri[];
  readonly issues: readonly StandardIssue[];
}

/** All texts at the name; null when none is a TLS reporting record. */
export function readTlsRpt(texts: readonly string[]): TlsRptRecord | null {
  const records = texts.filter((text) => /^v=TLSRPTv1[ \t]*(?:;|$)/.test(text));
  const [text] = records;
  if (text === undefined) return null;
  const issues: StandardIssue[] = [];
  const wrong = (message: string): number => issues.push({ message, source: 'RFC 8460 section 3' });
  if (records.length > 1) wrong(`${records.length} records: senders must act as if there were none`);
  const { uris, errors } = parseReportUris(tagValue(parseTagList(text).tags, 'rua') ?? '');
  for (const error of errors) wrong(`rua: ${error}`);
  const rua = uris.filter(({ scheme }) => scheme === 'mailto' || scheme === 'https');
  if (rua.length < uris.length) wrong('rua: only mailto: and https: are read');
  return { rua, issues };
}

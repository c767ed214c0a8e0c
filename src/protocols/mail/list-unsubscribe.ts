import type { StandardIssue } from './mta-sts.ts';

/** List-Unsubscribe (RFC 2369) and one-click (RFC 8058) of one message. */
export interface ListUnsubscribe {
  readonly https: readonly string[];
  readonly mailto: readonly string[];
  readonly isOneClick: boolean;
  readonly issues: readonly StandardIssue[];
}

export interface UnsubscribeHeaders {
  /** Unfolded values; null when the field is absent. */
  readonly listUnsubscribe: string | null;
  readonly listUnsubscribePost: string | null;
  /** `h=` of each passing signature, lower case. */
  readonly signedHeaders: readonly (readonly string[])[];
}

export function readListUnsubscribe(headers: UnsubscribeHeaders): ListUnsubscribe {
  const uris = [...(headers.listUnsubscribe ?? '').slice(0, 8000).matchAll(/<\s*([^<>\s]{1,2000})\s*>/g)].map(
    (match) => match[1] ?? '',
  );
  const https = uris.filter((uri) => /^https:\/\//i.test(uri) && URL.canParse(uri));
  const mailto = uris.filter((uri) => /^mailto:/i.test(uri));
  const hasPost =
    headers.listUnsubscribePost?.replace(/\s+/g, '').toLowerCase() === 'list-unsubscribe=one-click';
  const issues: StandardIssue[] = [];
  if (headers.listUnsubscribe === null)
    return {
      https,
      mailto,
      isOneClick: false,
      issues: [{ message: 'there is no List-Unsubscribe', source: 'RFC 2369 section 3.2' }],
    };
  if (uris.length === 0)
    issues.push({ message: 'List-Unsubscribe holds no address in <>', source: 'RFC 2369 section 2' });
  if (https.length === 0)
    issues.push({ message: 'no https address to post to', source: 'RFC 8058 section 3.1' });
  if (headers.listUnsubscribePost === null)
    issues.push({ message: 'there is no List-Unsubscribe-Post', source: 'RFC 8058 section 3.1' });
  else if (!hasPost)
    issues.push({
      message: 'List-Unsubscribe-Post is not "List-Unsubscribe=One-Click"',
      source: 'RFC 8058 section 3.1',
    });
  const isSigned = headers.signedHeaders.some(
    (names) => names.includes('list-unsubscribe') && names.includes('list-unsubscribe-post'),
  );
  if (!isSigned)
    issues.push({ message: 'no passing DKIM signature covers both fields', source: 'RFC 8058 section 4' });
  return { https, mailto, isOneClick: https.length > 0 && hasPost && isSigned, issues };
}

import type { StandardIssue } from './mta-sts.ts';
import { parseIp } from './ip.ts';

export interface MailExchangers {
  /** The domain says that it takes no mail (RFC 7505). */
  readonly isNull: boolean;
  /** By preference, then name. */
  readonly exchanges: readonly { readonly preference: number; readonly host: string }[];
  readonly issues: readonly StandardIssue[];
}

/** Reads MX values in the form `preference exchange`. */
export function readMx(values: readonly string[]): MailExchangers {
  const exchanges = values
    .slice(0, 100)
    .flatMap((value) => {
      const match = /^(\d{1,5})\s+(\S+)$/.exec(value);
      return match === null ? [] : [{ preference: Number(match[1]), host: bare(match[2] ?? '') }];
    })
    .toSorted((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1));
  const hasNull = exchanges.some(({ host }) => host === '.');
  const issues: StandardIssue[] = [];
  if (hasNull && exchanges.length > 1)
    issues.push({ message: 'a null MX stands beside other exchangers', source: 'RFC 7505 section 3' });
  for (const { host } of exchanges)
    if (parseIp(host) !== null)
      issues.push({ message: `${host} is an address, not a host name`, source: 'RFC 5321 section 5.1' });
  return { isNull: hasNull && exchanges.length === 1, exchanges, issues };
}

const bare = (host: string): string => (host === '.' ? host : host.toLowerCase().replace(/\.$/, ''));

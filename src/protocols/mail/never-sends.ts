import type { DmarcRecord } from './dmarc/record.ts';
import type { MailExchangers } from './mx.ts';
import type { SpfNode } from './spf/tree.ts';
import type { StandardIssue } from './mta-sts.ts';

/** DNS of a domain that is meant to send no mail; null where it could not be asked. */
export interface SilentDomain {
  readonly spf: SpfNode | null;
  readonly mx: MailExchangers | null;
  /** `absent`: asked, and there is none. */
  readonly dmarc: DmarcRecord | 'absent' | null;
}

/** What is missing to say so in DNS, so that nobody else can send in its name. Unknown parts are left out. */
export function judgeSilentDomain({ spf, mx, dmarc }: SilentDomain): readonly StandardIssue[] {
  const issues: StandardIssue[] = [];
  if (spf !== null && spf.state !== 'unanswered' && !isEmptySpf(spf))
    issues.push({ message: 'SPF is not "v=spf1 -all"', source: 'RFC 7208 section 10.1.2' });
  if (mx !== null && !mx.isNull)
    issues.push({ message: 'there is no null MX "0 ."', source: 'RFC 7505 section 3' });
  if (dmarc === 'absent' || (dmarc !== null && dmarc.p !== 'reject'))
    issues.push({ message: 'DMARC is not "v=DMARC1; p=reject"', source: 'RFC 9989 section 4.7' });
  return issues;
}

const isEmptySpf = ({ record }: SpfNode): boolean => record !== null && /^v=spf1 +-all *$/i.test(record);

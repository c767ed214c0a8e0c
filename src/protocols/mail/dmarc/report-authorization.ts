import type { Asking } from '../dns-answer.ts';
import { isDmarcRecord } from './record.ts';
import type { ReportUri } from './report-uri.ts';
import { walkTree } from './tree-walk.ts';

export interface ReportAuthorization {
  readonly uri: string;
  /** Domain that gets the reports. */
  readonly destination: string;
  /** Same organization as the policy domain: needs no consent. */
  readonly isInternal: boolean;
  /** `unknown` when the name servers gave no answer. */
  readonly state: 'internal' | 'authorized' | 'refused' | 'unknown';
  /** Name whose TXT record gives the consent; null for internal ones. */
  readonly name: string | null;
}

/** RFC 9990 section 4: does each external destination agree to get reports about `policyDomain`? */
export function* checkReportDestinations(
  policyDomain: string,
  uris: readonly ReportUri[],
): Asking<readonly ReportAuthorization[]> {
  const own = yield* walkTree(policyDomain);
  const results: ReportAuthorization[] = [];
  for (const { uri, domain } of uris.slice(0, 20)) {
    if (domain === null) continue;
    const { organization } = domain === policyDomain ? own : yield* walkTree(domain);
    if (organization === own.organization) {
      results.push({ uri, destination: domain, isInternal: true, state: 'internal', name: null });
      continue;
    }
    const name = `${policyDomain}._report._dmarc.${domain}`;
    const answer = yield { name, type: 'TXT' };
    const hasConsent = answer.values.some(isDmarcRecord);
    const state = answer.status === 'failure' ? 'unknown' : hasConsent ? 'authorized' : 'refused';
    results.push({ uri, destination: domain, isInternal: false, state, name });
  }
  return results;
}

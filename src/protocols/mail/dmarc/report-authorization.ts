import { type Asking, type DnsAnswer, nxDomain } from '../dns-answer.ts';
import { queryableName } from '../domain.ts';
import { isDmarcRecord, parseDmarc } from './record.ts';
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
  /** Addresses the destination puts in place of ours (step 9). */
  readonly overrides: readonly string[];
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
      results.push({
        uri,
        destination: domain,
        isInternal: true,
        state: 'internal',
        overrides: [],
        name: null,
      });
      continue;
    }
    const name = `${policyDomain}._report._dmarc.${domain}`;
    // Step 4: a name DNS cannot hold is no consent.
    const answer = queryableName(name) === null ? nxDomain : yield { name, type: 'TXT' };
    results.push({ uri, destination: domain, isInternal: false, name, ...consentOf(answer, domain) });
  }
  return results;
}

/** Steps 6 to 9; a destination that sends the reports on to yet another host gets none. */
function consentOf(answer: DnsAnswer, destination: string): Pick<ReportAuthorization, 'state' | 'overrides'> {
  if (answer.status === 'failure') return { state: 'unknown', overrides: [] };
  const consents = answer.values.filter(isDmarcRecord).map(parseDmarc);
  const overrides = consents.flatMap(({ rua }) => rua);
  const isPassedOn = overrides.some(({ domain }) => domain !== destination);
  if (consents.length === 0 || isPassedOn) return { state: 'refused', overrides: [] };
  return { state: 'authorized', overrides: overrides.map(({ uri }) => uri) };
}

import type { Asking } from '../dns-answer.ts';
import { publicSuffixOrganization } from '../domain.ts';
import type { DmarcPolicy, DmarcRecord } from './record.ts';
import { type DmarcStep, readStep, type TreeWalk, walkTree } from './tree-walk.ts';

export interface DmarcDiscovery {
  readonly author: string;
  readonly walk: TreeWalk;
  /** Where the applied record stands; null when none applies. */
  readonly at: string | null;
  readonly record: DmarcRecord | null;
  /** Policy before `t=y`; null when DMARC does not apply. */
  readonly policy: DmarcPolicy | null;
  /** Tag the policy comes from; `default` when it is the "p=none" of section 4.10.1. */
  readonly from: 'p' | 'sp' | 'np' | 'default' | null;
  /** Policy for failing mail, one step lower with `t=y` (section 4.7). */
  readonly applied: DmarcPolicy | null;
  /** Does the author domain exist in DNS; null when it was not asked or not answered. */
  readonly exists: boolean | null;
  /** A name in the walk gave no answer: absence is not proven. */
  readonly isComplete: boolean;
}

/** Policy discovery of RFC 9989 section 4.10.1 for one author domain (lower case, no final dot). */
export function* discoverDmarc(author: string): Asking<DmarcDiscovery> {
  const walk = yield* walkTree(author);
  const { isComplete } = walk;
  const step = appliedStep(author, walk);
  const nothing = {
    author,
    walk,
    at: null,
    record: null,
    policy: null,
    from: null,
    applied: null,
    isComplete,
  } as const;
  if (step?.record === undefined || step.record === null) return { ...nothing, exists: null };
  const isInherited = step.domain !== author;
  const exists = isInherited && step.record.np !== null ? yield* doesExist(author) : null;
  const chosen = choosePolicy(step.record, { isInherited, exists });
  if (chosen === null) return { ...nothing, exists };
  const applied = step.record.isTesting ? oneLower[chosen.policy] : chosen.policy;
  return { author, walk, at: step.domain, record: step.record, ...chosen, applied, exists, isComplete };
}

const oneLower: Readonly<Record<DmarcPolicy, DmarcPolicy>> = {
  reject: 'quarantine',
  quarantine: 'none',
  none: 'none',
};

/** The author domain's own record, else its organization's, else that of the public suffix above. */
function appliedStep(author: string, { steps, organization }: TreeWalk): DmarcStep | undefined {
  const withRecord = steps.filter(({ record }) => record !== null);
  return (
    withRecord.find(({ domain }) => domain === author) ??
    withRecord.find(({ domain }) => domain === organization) ??
    withRecord.find(({ record }) => record?.psd === 'y')
  );
}

/** Non-existent means NXDOMAIN (section 3.2.13, RFC 8020). */
function* doesExist(name: string): Asking<boolean | null> {
  const answer = yield { name, type: 'A' };
  return answer.status === 'failure' ? null : answer.status !== 'nxdomain';
}

function choosePolicy(
  record: DmarcRecord,
  { isInherited, exists }: { readonly isInherited: boolean; readonly exists: boolean | null },
): (Pick<DmarcDiscovery, 'policy' | 'from'> & { readonly policy: DmarcPolicy }) | null {
  const isBroken =
    record.p === null || record.issues.some(({ tag }) => tag === 'p' || tag === 'sp' || tag === 'np');
  if (isBroken) return record.rua.length > 0 ? { policy: 'none', from: 'default' } : null;
  if (isInherited && exists === false && record.np !== null) return { policy: record.np, from: 'np' };
  if (isInherited && record.sp !== null) return { policy: record.sp, from: 'sp' };
  return record.p === null ? null : { policy: record.p, from: 'p' };
}

export interface LegacyDiscovery {
  readonly organization: string;
  readonly at: string | null;
  readonly policy: DmarcPolicy | null;
  /** Share of failing mail the policy is applied to, per cent. */
  readonly pct: number;
  /** Why no policy applies; null when one does. */
  readonly why: string | null;
}

/** What a receiver of the older RFC 7489 (section 6.6.3) finds: public suffix list, no walk, no `np`, no `t`. */
export function* discoverLegacyDmarc(author: string): Asking<LegacyDiscovery> {
  const organization = publicSuffixOrganization(author);
  const names = organization === author ? [author] : [author, organization];
  for (const domain of names) {
    const step = readStep(domain, yield { name: `_dmarc.${domain}`, type: 'TXT' });
    const none = { organization, at: null, policy: null, pct: 100 };
    if (step.state === 'several') return { ...none, why: `several DMARC records at ${domain}` };
    if (step.state === 'unanswered') return { ...none, why: step.reason ?? 'no answer' };
    if (step.record !== null)
      return legacyPolicy(step.record, { organization, domain, isInherited: domain !== author });
  }
  return { organization, at: null, policy: null, pct: 100, why: 'no DMARC record' };
}

function legacyPolicy(
  record: DmarcRecord,
  place: { readonly organization: string; readonly domain: string; readonly isInherited: boolean },
): LegacyDiscovery {
  const { organization, domain } = place;
  const own = place.isInherited ? (record.sp ?? record.p) : record.p;
  const policy = own ?? (record.rua.length > 0 ? ('none' as const) : null);
  return {
    organization,
    at: policy === null ? null : domain,
    policy,
    pct: record.pct ?? 100,
    why: policy === null ? 'the record has no valid "p=" and no "rua="' : null,
  };
}

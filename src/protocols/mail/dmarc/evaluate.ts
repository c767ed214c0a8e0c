import type { Asking } from '../dns-answer.ts';
import { publicSuffixOrganization } from '../domain.ts';
import { type DmarcDiscovery, discoverDmarc } from './discover.ts';
import { walkTree } from './tree-walk.ts';

export interface DmarcInput {
  /** Domain of the From header, lower case. */
  readonly author: string;
  /** MAIL FROM (or HELO) domain when SPF passed; null otherwise. */
  readonly spfDomain: string | null;
  /** `d=` of every signature that passed. */
  readonly dkimDomains: readonly string[];
}

export interface AlignedIdentifier {
  readonly domain: string;
  /** Organizational domain found by its own walk; null in strict mode, where it does not matter. */
  readonly organization: string | null;
  readonly isAligned: boolean;
  /** false: a name on its walk gave no answer, so a missing alignment is not proven. */
  readonly isComplete: boolean;
}

export interface DmarcVerdict {
  readonly result: 'none' | 'pass' | 'fail' | 'temperror';
  readonly discovery: DmarcDiscovery;
  readonly spf: AlignedIdentifier | null;
  readonly dkim: readonly AlignedIdentifier[];
}

/** Identifiers looked at per message; more signatures than this are not read. */
const maxIdentifiers = 10;

/** DMARC for one message (RFC 9989 section 5.3). */
export function* evaluateDmarc(input: DmarcInput): Asking<DmarcVerdict> {
  const discovery = yield* discoverDmarc(input.author);
  const { record } = discovery;
  if (record === null)
    return { result: discovery.isComplete ? 'none' : 'temperror', discovery, spf: null, dkim: [] };
  const organization = discovery.walk.organization;
  const author = { domain: input.author, organization };
  const spf = input.spfDomain === null ? null : yield* align(input.spfDomain, { author, mode: record.aspf });
  const dkim: AlignedIdentifier[] = [];
  for (const domain of input.dkimDomains.slice(0, maxIdentifiers))
    dkim.push(yield* align(domain, { author, mode: record.adkim }));
  const isPass = spf?.isAligned === true || dkim.some(({ isAligned }) => isAligned);
  const isProven = discovery.isComplete && [spf, ...dkim].every((one) => one?.isComplete !== false);
  return { result: isPass ? 'pass' : isProven ? 'fail' : 'temperror', discovery, spf, dkim };
}

/** Section 4.10.2: equal names, or in relaxed mode equal organizational domains. */
function* align(
  identifier: string,
  {
    author,
    mode,
  }: {
    readonly author: { readonly domain: string; readonly organization: string };
    readonly mode: 'strict' | 'relaxed';
  },
): Asking<AlignedIdentifier> {
  const domain = identifier.toLowerCase().replace(/\.$/, '');
  if (domain === author.domain)
    return { domain, organization: author.organization, isAligned: true, isComplete: true };
  if (mode === 'strict') return { domain, organization: null, isAligned: false, isComplete: true };
  const { organization, isComplete } = yield* walkTree(domain);
  return { domain, organization, isAligned: organization === author.organization, isComplete };
}

/** Alignment as an RFC 7489 receiver sees it: by the public suffix list, without asking anybody (section 3.1). */
export const isAlignedBySuffixList = (
  author: string,
  identifier: string,
  mode: 'strict' | 'relaxed',
): boolean =>
  author === identifier ||
  (mode === 'relaxed' && publicSuffixOrganization(author) === publicSuffixOrganization(identifier));

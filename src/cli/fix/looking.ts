import { collectFacts } from '../../engine/collect.ts';
import { FactBook } from '../../engine/fact-book.ts';
import { findingsOf } from '../../engine/findings.ts';
import type { Looked } from '../../engine/fix/verify/findings.ts';
import { judgeFacts, type CheckPlugin } from '../../engine/judge.ts';
import { rankFindings } from '../../engine/rank.ts';
import { seedTargets } from '../../engine/targets.ts';
import { splitWaived } from '../../engine/waivers.ts';
import type { FactsFile } from '../../model/facts-file.ts';
import type { Outside } from '../../model/outside.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { collectorsFor, loadCollectors } from '../audit/plugins.ts';
import type { Subject } from '../audit/subject.ts';

/**
 * Checks a record or an edge setting can change at once. Registration and signatures belong to others and take a day; block
 * lists are not to be asked three times in a minute.
 */
export const isAffected = ({ id }: CheckPlugin): boolean =>
  /^(?:domain|tls|mail|redirects|headers|cache)\//.test(id) &&
  !/^domain\/(?:registration|dnssec)|^mail\/block-list|^domain\/forgotten-subdomain/.test(id);

export interface LookRequest {
  readonly subject: Subject;
  readonly checks: readonly CheckPlugin[];
  readonly timeoutMs: number;
  readonly tool: string;
  readonly signal: AbortSignal;
  /** Bounded active probes, `--active`; default no. */
  readonly isActiveAllowed?: boolean;
}

/** Collects what the checks need through this door, whatever stands behind it. */
export async function collectWith(outside: Outside, request: LookRequest): Promise<FactsFile> {
  const { manifest, profile } = request.subject;
  const { domain } = manifest.product;
  return collectFacts({
    collectors: collectorsFor(request.checks, await loadCollectors(outside.files)),
    seeds: seedTargets(manifest, registrableDomain(domain) ?? domain),
    manifest,
    profile,
    outside,
    consent: { isActiveAllowed: request.isActiveAllowed ?? false },
    timeoutMs: request.timeoutMs,
    tool: request.tool,
    signal: request.signal,
  });
}

export interface Judged extends Looked {
  readonly book: FactBook;
  readonly file: FactsFile;
}

/** Ranked findings without those accepted as risks, and every judgement. */
export function judgeFile(file: FactsFile, subject: Subject, checks: readonly CheckPlugin[]): Judged {
  const book = FactBook.of(file);
  const judging = {
    checks,
    facts: book,
    manifest: subject.manifest,
    profile: subject.profile,
    now: file.collectedAt,
  };
  const judgements = judgeFacts(judging);
  const ranked = rankFindings(findingsOf(judgements, judging), subject.manifest);
  const { open } = splitWaived(ranked, subject.manifest.waivers, file.collectedAt);
  return { findings: open, judgements, book, file };
}

/** The same look, for these checks only: what two looks are compared by. */
export function restricted(looked: Looked, checks: readonly CheckPlugin[]): Looked {
  const ids = new Set(checks.map(({ id }) => id));
  return {
    findings: looked.findings.filter(({ check }) => ids.has(check)),
    judgements: looked.judgements.filter(({ check }) => ids.has(check)),
  };
}

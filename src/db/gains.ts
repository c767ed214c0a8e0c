import type { DbFinding, IndexGain } from '../protocols/database/finding.ts';
import type { DatabaseFacts } from '../protocols/database/statistics.ts';
import { OpenStack } from '../model/open-stack.ts';
import type { Result } from '../model/outside.ts';
import type { Copy } from './looked.ts';
import type { ReviewRequest } from './review.ts';
import type { Proposed } from './statement-findings.ts';

const maxProposals = 25;

/** Each proposal is tried once for each statement; a copy is opened only when there is something to try. */
export async function addGains(
  proposed: readonly Proposed[],
  about: {
    readonly request: ReviewRequest;
    readonly facts: DatabaseFacts;
    readonly notes: string[];
  },
): Promise<readonly DbFinding[]> {
  const { request, facts, notes } = about;
  if (!proposed.some(({ proposal }) => proposal !== null)) return proposed.map(({ finding }) => finding);
  const opened = request.openCopy === null ? null : await request.openCopy(facts);
  if (opened !== null && !opened.ok) notes.push(`Indexes on a copy: ${opened.error.message}.`);
  await using stack = new OpenStack();
  const copy: Copy | null = opened?.ok === true ? stack.use(opened.value) : null;
  const tried = new Map<string, Result<IndexGain>>();
  const findings: DbFinding[] = [];
  for (const { finding, proposal, use } of proposed) {
    const key = `${use.id} ${proposal?.plainSql ?? ''}`;
    if (proposal === null || request.signal.aborted || (!tried.has(key) && tried.size >= maxProposals)) {
      findings.push(finding);
      continue;
    }
    const gain = tried.get(key) ?? (await (copy ?? request.looked).gainOf({ use, proposal }));
    if (!tried.has(key) && !gain.ok) notes.push(`Gain of ${proposal.sql}: ${gain.error.message}.`);
    tried.set(key, gain);
    findings.push(gain.ok ? { ...finding, gain: gain.value } : finding);
  }
  return findings;
}

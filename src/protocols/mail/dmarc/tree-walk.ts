import type { Asking, DnsAnswer } from '../dns-answer.ts';
import { type DmarcRecord, isDmarcRecord, parseDmarc } from './record.ts';

/** One query of a walk. */
export interface DmarcStep {
  /** Domain without the `_dmarc` label. */
  readonly domain: string;
  readonly state: 'record' | 'none' | 'several' | 'unanswered';
  readonly record: DmarcRecord | null;
  readonly reason?: string;
}

export interface TreeWalk {
  readonly start: string;
  readonly steps: readonly DmarcStep[];
  /** Section 4.10.2; the start itself when no record was found. */
  readonly organization: string;
  /** false: a name gave no answer, so the organization may be another. */
  readonly isComplete: boolean;
}

/** At most eight names for any start (RFC 9989 section 4.10, steps 3 to 7). */
export function walkNames(start: string): readonly string[] {
  const labels = start.split('.');
  const names = [start];
  for (let keep = Math.min(labels.length - 1, 7); keep >= 1; keep -= 1)
    names.push(labels.slice(-keep).join('.'));
  return names;
}

/** Walks until a `psd=y` or `psd=n` record, or the last label. */
export function* walkTree(start: string): Asking<TreeWalk> {
  const steps: DmarcStep[] = [];
  for (const domain of walkNames(start)) {
    const step = readStep(domain, yield { name: `_dmarc.${domain}`, type: 'TXT' });
    steps.push(step);
    if (step.record !== null && step.record.psd !== 'u') break;
  }
  const isComplete = steps.every(({ state }) => state !== 'unanswered');
  return { start, steps, organization: organizationOf(start, steps), isComplete };
}

/** Steps 2 and 6: other texts are discarded, and so are several records at one name. */
export function readStep(domain: string, answer: DnsAnswer): DmarcStep {
  if (answer.status === 'failure')
    return { domain, state: 'unanswered', record: null, reason: answer.reason ?? 'no answer' };
  const records = answer.values.filter(isDmarcRecord);
  const [text] = records;
  if (text === undefined) return { domain, state: 'none', record: null };
  if (records.length > 1) return { domain, state: 'several', record: null };
  return { domain, state: 'record', record: parseDmarc(text) };
}

/** Section 4.10.2: `psd=n`, else the name below `psd=y`, else the shortest name with a record. */
function organizationOf(start: string, steps: readonly DmarcStep[]): string {
  const withRecord = steps.filter(({ record }) => record !== null);
  for (const { domain, record } of withRecord) {
    if (record?.psd === 'n') return domain;
    if (record?.psd === 'y' && domain !== start) return oneLabelBelow(start, domain);
  }
  return withRecord.at(-1)?.domain ?? start;
}

const oneLabelBelow = (start: string, parent: string): string =>
  start
    .split('.')
    .slice(-(parent.split('.').length + 1))
    .join('.');

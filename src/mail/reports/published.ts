import type { Outside } from '../../model/outside.ts';
import type { PublishedPolicy } from '../../protocols/mail/reports/aggregate.ts';
import type { DomainPile } from '../../protocols/mail/reports/domain-pile.ts';
import { type DmarcRecord, isDmarcRecord, parseDmarc } from '../../protocols/mail/dmarc/record.ts';
import { readStep } from '../../protocols/mail/dmarc/tree-walk.ts';
import type { Asking } from '../../protocols/mail/dns-answer.ts';
import { askThrough } from '../authentication/asking.ts';

/** The record the ladder starts from. */
export interface StandingRecord {
  readonly record: DmarcRecord | null;
  /** `dns`: what is published now. `reports`: what the newest report saw, which names no report address. */
  readonly from: 'dns' | 'given' | 'reports';
  /** Why DNS did not tell; null when it did, or was not asked. */
  readonly problem: string | null;
  /** No answer at all, as opposed to one that is of no use. */
  readonly isSilent?: boolean;
}

/** Domains asked about; reports about more than this are rarely ours. */
const maxAsked = 50;
const allWithinMs = 8000;

/** The records in force of all domains of a pile, asked at once and within a few seconds. */
export async function publishedRecords(
  outside: Pick<Outside, 'dns' | 'clock'>,
  piles: readonly Pick<DomainPile, 'domain' | 'latest'>[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, StandingRecord>> {
  using deadline = outside.clock.deadline(allWithinMs, signal);
  const rows = piles.map(async ({ domain, latest }, index) => {
    const seen = latest?.policy ?? null;
    const standing =
      index < maxAsked
        ? await publishedRecord(outside, { domain, seen }, deadline.signal)
        : recordFromReports(seen);
    return [domain, standing] as const;
  });
  return new Map(await Promise.all(rows));
}

/** Nobody answered for any domain: then names need not be asked for either. */
export const isDnsSilent = (records: ReadonlyMap<string, StandingRecord>): boolean =>
  records.size > 0 &&
  [...records.values()].every(({ from, isSilent }) => from === 'reports' && isSilent === true);

/** Asks `_dmarc` of a policy domain; when nobody answers, the newest report's policy stands in, and that is said. */
export async function publishedRecord(
  outside: Pick<Outside, 'dns'>,
  { domain, seen }: { readonly domain: string; readonly seen: PublishedPolicy | null },
  signal: AbortSignal,
): Promise<StandingRecord> {
  const step = await askThrough(stepAt(domain), { outside, signal });
  if (step.state === 'record' || step.state === 'none')
    return { record: step.record, from: 'dns', problem: null };
  const problem =
    step.state === 'several' ? `there are several records at _dmarc.${domain}` : (step.reason ?? 'no answer');
  return { ...recordFromReports(seen), problem, isSilent: step.state === 'unanswered' };
}

function* stepAt(domain: string): Asking<ReturnType<typeof readStep>> {
  return readStep(domain, yield { name: `_dmarc.${domain}`, type: 'TXT' });
}

/** The record as the newest report describes it (RFC 9990 section 3.1.1.5). */
export function recordFromReports(seen: PublishedPolicy | null): StandingRecord {
  if (seen === null) return { record: null, from: 'reports', problem: null };
  const { p, sp, np, adkim, aspf, pct, fo, testing } = seen;
  const tags: readonly (readonly [string, string | null])[] = [
    ['p', p],
    ['sp', sp === p ? null : sp],
    ['np', np],
    ['adkim', adkim === 's' ? 's' : null],
    ['aspf', aspf === 's' ? 's' : null],
    ['fo', fo === '0' ? null : fo],
    ['t', testing === 'y' ? 'y' : null],
    ['pct', pct === null || pct === 100 ? null : `${pct}`],
  ];
  const text = tags.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return { record: parseDmarc(['v=DMARC1', ...text].join('; ')), from: 'reports', problem: null };
}

/** A record given by hand; null when it is none. */
export const givenRecord = (text: string): StandingRecord | null =>
  isDmarcRecord(text) ? { record: parseDmarc(text), from: 'given', problem: null } : null;

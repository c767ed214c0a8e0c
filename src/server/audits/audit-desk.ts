import { compareReports } from '../../engine/compare.ts';
import type { Finding } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import type { Outside } from '../../model/outside.ts';
import type { Report } from '../../model/report.ts';
import { reportSchema } from '../../model/report.ts';
import type { Store } from '../../model/store.ts';
import type { AuditRow } from '../contract.ts';
import type { LiveHub } from '../live/hub.ts';
import type { Log } from '../log.ts';

/** Saved audits, what was fixed between them, and starting a new one. */
export interface AuditDesk {
  readonly rows: (limit: number) => Promise<readonly AuditRow[]>;
  readonly report: (id: string) => Promise<Report | null>;
  /** Keeps a report and works out what was fixed since the one before. Resolves to its id. */
  readonly keep: (report: Report) => Promise<string>;
  /** Findings fixed so far and not open again: each becomes a guard. */
  readonly fixed: () => Promise<readonly Finding[]>;
  readonly canRun: boolean;
  readonly isRunning: () => boolean;
  /** Starts one in the background; false when one is under way. */
  readonly start: () => boolean;
}

export interface AuditDeskParts {
  readonly store: Pick<Store, 'runs' | 'settings'>;
  readonly outside: Pick<Outside, 'clock' | 'random'>;
  readonly live: LiveHub;
  readonly log: Log;
  /** Looks and judges; null when there is nothing to audit. */
  readonly run: (() => Promise<Report>) | null;
}

const maxFixed = 500;

export function createAuditDesk(parts: AuditDeskParts): AuditDesk {
  const { store } = parts;
  let running: Promise<void> | null = null;
  const reportOf = async (id: string): Promise<Report | null> =>
    reportIn((await store.runs.get(id))?.body ?? '');
  const rows = async (limit: number): Promise<readonly AuditRow[]> => {
    const heads = await store.runs.list('report', limit);
    const found = await Promise.all(heads.map(({ id }) => rowOf(store, id)));
    return found.filter((row) => row !== null);
  };
  const keep = async (report: Report): Promise<string> => {
    const [last] = await rows(1);
    const before = last === undefined ? null : await reportOf(last.id);
    const id = `${new Date(report.collectedAt).toISOString()}-${Buffer.from(parts.outside.random.bytes(3)).toString('hex')}`;
    await store.runs.put({
      id,
      kind: 'report',
      at: report.collectedAt,
      title: report.headline,
      body: JSON.stringify(report),
    });
    await store.settings.put(`audit-row ${id}`, headOf(id, report) as unknown as Json);
    await store.settings.put(
      'fixed-findings',
      nextFixed(await fixedFindings(store), before, report) as unknown as Json,
    );
    parts.live.publish({ kind: 'changed', at: parts.outside.clock.now(), what: 'audit' });
    return id;
  };
  return {
    rows,
    report: reportOf,
    keep,
    fixed: () => fixedFindings(store),
    canRun: parts.run !== null,
    isRunning: () => running !== null,
    start: () => {
      if (parts.run === null || running !== null) return false;
      running = runOnce(parts, parts.run, keep).finally(() => {
        running = null;
      });
      return true;
    },
  };
}

async function runOnce(
  { live, log, outside }: AuditDeskParts,
  run: () => Promise<Report>,
  keep: AuditDesk['keep'],
): Promise<void> {
  const tell = (text: string, isDone: boolean): void =>
    live.publish({ kind: 'audit', at: outside.clock.now(), text, isDone });
  tell('Looking at the product', false);
  try {
    const report = await run();
    await keep(report);
    tell(report.headline, true);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    log('audit-failed', { why });
    tell(`The audit did not end: ${why.slice(0, 300)}`, true);
  }
}

const headOf = (id: string, report: Report): AuditRow => ({
  id,
  at: report.collectedAt,
  headline: report.headline,
  verdict: report.verdict,
  counts: report.counts,
});

async function rowOf(store: AuditDeskParts['store'], id: string): Promise<AuditRow | null> {
  const kept = await store.settings.get(`audit-row ${id}`);
  // Written by `keep` alone.
  if (kept !== null) return kept as unknown as AuditRow;
  const report = reportIn((await store.runs.get(id))?.body ?? '');
  return report === null ? null : headOf(id, report);
}

/** Reports are written by this program; another schema is not guessed at. */
export function reportIn(text: string): Report | null {
  try {
    const value: unknown = JSON.parse(text);
    const isReport =
      typeof value === 'object' && value !== null && 'schema' in value && value.schema === reportSchema;
    return isReport ? (value as Report) : null;
  } catch {
    return null;
  }
}

export async function fixedFindings(store: Pick<Store, 'settings'>): Promise<readonly Finding[]> {
  const kept = await store.settings.get('fixed-findings');
  return Array.isArray(kept) ? (kept as unknown as readonly Finding[]) : [];
}

/** What is open again is not guarded as fixed; everything else stays guarded however many audits follow. */
function nextFixed(fixed: readonly Finding[], before: Report | null, now: Report): readonly Finding[] {
  const open = new Set([...now.findings, ...now.waived].map(({ fingerprint }) => fingerprint));
  const added = before === null ? [] : compareReports(before, now).fixed;
  const all = new Map([...fixed, ...added].map((finding) => [finding.fingerprint, finding]));
  return [...all.values()].filter(({ fingerprint }) => !open.has(fingerprint)).slice(-maxFixed);
}

import type { Outside } from '../../model/outside.ts';
import type { Report } from '../../model/report.ts';
import type { Log } from '../log.ts';

/** A look at a stranger's domain, asked for on the public tools pages. */
export interface Scan {
  readonly id: string;
  readonly domain: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly report: Report | null;
  readonly problem: string | null;
}
export interface ScanDesk {
  /** The same domain within ten minutes is the same scan. Null: too many are waiting. */
  readonly ask: (domain: string) => Scan | null;
  readonly get: (id: string) => Scan | null;
  readonly close: () => Promise<void>;
}

export interface ScanParts {
  readonly outside: Pick<Outside, 'clock' | 'random'>;
  readonly log: Log;
  /** Looks with a door that never leads to a private address, and ends by itself (SEC-1). */
  readonly run: (domain: string) => Promise<Report>;
}

const maxWaiting = 10;
const maxKept = 60;
const sameMs = 10 * 60_000;

/** One scan at a time: watching comes first on this machine. */
export function createScanDesk(parts: ScanParts): ScanDesk {
  const scans = new Map<string, Scan & { readonly at: number }>();
  let working: Promise<void> = Promise.resolve();
  let isClosed = false;
  const set = (id: string, changes: Partial<Scan>): void => {
    const scan = scans.get(id);
    if (scan !== undefined) scans.set(id, { ...scan, ...changes });
  };
  const work = async (id: string, domain: string): Promise<void> => {
    if (isClosed) return;
    set(id, { state: 'running' });
    try {
      set(id, { state: 'done', report: await parts.run(domain) });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      parts.log('public-scan-failed', { domain, why });
      set(id, { state: 'failed', problem: why.slice(0, 300) });
    }
  };
  return {
    get: (id) => scans.get(id) ?? null,
    ask: (domain) => {
      const now = parts.outside.clock.now();
      const same = [...scans.values()].find((scan) => scan.domain === domain && now - scan.at < sameMs);
      if (same !== undefined) return same;
      const waiting = [...scans.values()].filter(({ state }) => state === 'waiting').length;
      if (waiting >= maxWaiting || isClosed) return null;
      const id = Buffer.from(parts.outside.random.bytes(12)).toString('base64url');
      const scan = { id, domain, state: 'waiting' as const, report: null, problem: null, at: now };
      scans.set(id, scan);
      for (const old of scans.keys()) {
        if (scans.size <= maxKept) break;
        scans.delete(old);
      }
      working = working.then(() => work(id, domain));
      return scan;
    },
    close: async () => {
      isClosed = true;
      await working;
    },
  };
}

import { createHash } from 'node:crypto';
import { LogClusters } from '../../protocols/logs/drain.ts';
import { signsOf, type LogSign } from '../../protocols/logs/signs.ts';
import type { InsideLog } from './log.ts';
import type { ScrubbedLog } from './log-scrub.ts';
import { nameText } from './origin.ts';

/** Lines of one kind, or one thing wrong with lines, since the book was last taken. */
export interface LogGroup {
  readonly id: string;
  readonly kind: 'log-pattern' | 'log-problem';
  /** The template of the lines, or what is wrong. Scrubbed. */
  readonly title: string;
  /** `src/pay.ts:41 in shop`, or the service alone. */
  readonly place: string;
  readonly environment: string;
  readonly service: string;
  readonly release: string | null;
  readonly level: InsideLog['level'];
  /** Of a problem: its rule and what stops it. */
  readonly sign: LogSign | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  /** The newest lines, scrubbed, newest first. */
  readonly samples: readonly InsideLog[];
}

/** What one line was counted as, beside its level. */
export interface LogSeen {
  /** `logs/failed-auth`, `logs/timeout` and the like. */
  readonly rules: readonly string[];
  /** Of an error: the id of its pattern. */
  readonly error: string | null;
}

const limits = { groups: 2_000, samples: 3 } as const;
type Growing = { -readonly [Key in keyof LogGroup]: LogGroup[Key] };

/** Errors and warnings clustered, leaks and signs of trouble noted, request ids counted. Bounded. */
export class LogBook {
  readonly #clusters = new Map<string, LogClusters>();
  readonly #ids = new Map<object, string>();
  #groups = new Map<string, Growing>();
  /** Records that found no room. */
  overflowing = 0;

  /** A template known from before keeps its id, so that a restart makes no new group of an old error. */
  know(group: Pick<LogGroup, 'id' | 'title' | 'environment' | 'service'>): void {
    const cluster = this.#clustersOf(group).add(group.title, 0);
    if (cluster !== null) this.#ids.set(cluster, group.id);
  }

  add({ log, leaks }: ScrubbedLog): LogSeen {
    const source = sourceOf(log);
    const signs = signsOf(log.message, statusOf(log));
    for (const sign of leaks)
      this.#note(log, { sign, id: hashOf('problem', log, `${sign.rule} ${sign.text} ${source}`) });
    for (const { rule, title, severity, text, fix } of signs) {
      const sign = { rule, title, severity, text, fix };
      this.#note(log, { sign, id: hashOf('problem', log, rule) });
    }
    const rules = signs.map(({ rule }) => rule);
    return { rules, error: log.level === 'other' ? null : this.#cluster(log) };
  }

  /** The id of the lines of its kind; null where there was no room, and for warnings. */
  #cluster(log: InsideLog): string | null {
    const cluster = this.#clustersOf({
      environment: log.origin.environment,
      service: log.origin.service,
    }).add(log.message, 0);
    if (cluster === null) {
      this.overflowing += 1;
      return null;
    }
    const template = cluster.tokens.join(' ');
    const id = this.#ids.get(cluster) ?? hashOf('pattern', log, template);
    this.#ids.set(cluster, id);
    this.#note(log, { sign: null, id, title: template });
    return log.level === 'error' ? id : null;
  }

  take(): readonly LogGroup[] {
    const groups = [...this.#groups.values()];
    this.#groups = new Map();
    return groups;
  }

  #note(
    log: InsideLog,
    about: { readonly sign: LogSign | null; readonly id: string; readonly title?: string },
  ): void {
    const known = this.#groups.get(about.id);
    const title = (about.title ?? about.sign?.title ?? '').slice(0, 300);
    if (known !== undefined) {
      known.count += 1;
      known.lastMs = Math.max(known.lastMs, log.atMs);
      known.firstMs = Math.min(known.firstMs, log.atMs);
      known.title = title;
      known.samples = [log, ...known.samples].slice(0, limits.samples);
    } else if (this.#groups.size >= limits.groups) this.overflowing += 1;
    else this.#groups.set(about.id, newGroup(log, { ...about, title }));
  }

  #clustersOf({ environment, service }: Pick<LogGroup, 'environment' | 'service'>): LogClusters {
    const key = `${environment}\n${service}`;
    const known = this.#clusters.get(key);
    if (known !== undefined) return known;
    const clusters = new LogClusters();
    // Services are few; one that invents its name at each start shares the last room.
    if (this.#clusters.size < 50) this.#clusters.set(key, clusters);
    return [...this.#clusters.values()].at(-1) ?? clusters;
  }
}

const newGroup = (
  log: InsideLog,
  about: { readonly sign: LogSign | null; readonly id: string; readonly title: string },
): Growing => ({
  id: about.id,
  kind: about.sign === null ? 'log-pattern' : 'log-problem',
  title: about.title,
  place: placeOf(log),
  environment: log.origin.environment,
  service: log.origin.service,
  release: log.origin.release,
  level: log.level,
  sign: about.sign,
  firstMs: log.atMs,
  lastMs: log.atMs,
  count: 1,
  samples: [log],
});

const hashOf = (kind: string, { origin }: InsideLog, text: string): string =>
  `log-${createHash('sha256')
    .update(JSON.stringify([kind, origin.environment, origin.service, text]))
    .digest('hex')
    .slice(0, 16)}`;

/** Semantic conventions `code.*`, the present names and those before them. */
function sourceOf({ attributes }: InsideLog): string {
  const file = nameText(attributes['code.file.path'] ?? attributes['code.filepath'], 200);
  const line = nameText(attributes['code.line.number'] ?? attributes['code.lineno'], 10);
  return file === '' ? nameText(attributes['logger.name'], 100) : line === '' ? file : `${file}:${line}`;
}

function placeOf(log: InsideLog): string {
  const source = sourceOf(log);
  return source === '' ? log.origin.service : `${source} in ${log.origin.service}`;
}

export function statusOf({ attributes }: Pick<InsideLog, 'attributes'>): number | null {
  const status = Number(
    attributes['http.response.status_code'] ??
      attributes['http.status_code'] ??
      attributes['status'] ??
      Number.NaN,
  );
  return Number.isInteger(status) ? status : null;
}

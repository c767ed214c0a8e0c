import { join } from 'node:path';
import { z } from 'zod';
import { unixMs } from '../model/brand.ts';
import {
  deployStepIds,
  deployVerdicts,
  type DeployStepId,
  type DeployStepResult,
  type DeployVerdict,
} from '../model/deploy.ts';
import type { Outside, Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';

/** What was decided before anything was done. */
export interface DeployPlan {
  readonly id: string;
  readonly kind: 'deploy' | 'rehearsal';
  readonly environment: string;
  readonly version: string | null;
  readonly previousVersion: string | null;
}

const stepId = z.enum(deployStepIds);
const result = z.object({
  id: stepId,
  title: z.string(),
  status: z.enum(['done', 'failed', 'unknown', 'skipped', 'interrupted']),
  found: z.string(),
  evidence: z.array(z.string()).max(100),
  startedAt: z.number().transform(unixMs),
  tookMs: z.number(),
});
const entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begun'),
    at: z.number(),
    plan: z.object({
      id: z.string(),
      kind: z.enum(['deploy', 'rehearsal']),
      environment: z.string(),
      version: z.string().nullable(),
      previousVersion: z.string().nullable(),
    }),
  }),
  z.object({ kind: z.literal('started'), at: z.number(), step: stepId, title: z.string() }),
  /** The user's command runs as this process; `bornAt` tells it from a later one with the same number. */
  z.object({
    kind: z.literal('process'),
    at: z.number(),
    step: stepId,
    pid: z.number(),
    bornAt: z.string().nullable(),
  }),
  z.object({ kind: z.literal('ended'), at: z.number(), result }),
  z.object({ kind: z.literal('memo'), at: z.number(), name: z.string(), value: z.json() }),
  z.object({ kind: z.literal('resumed'), at: z.number() }),
  z.object({
    kind: z.literal('settled'),
    at: z.number(),
    verdict: z.enum(deployVerdicts),
    headline: z.string(),
  }),
]);
export type JournalEntry = z.output<typeof entry>;

export interface JournalState {
  readonly plan: DeployPlan;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly ended: ReadonlyMap<DeployStepId, DeployStepResult>;
  /** A step that began and did not end. */
  readonly open: { readonly step: DeployStepId; readonly title: string; readonly at: number } | null;
  readonly process: { readonly pid: number; readonly bornAt: string | null } | null;
  readonly memos: ReadonlyMap<string, unknown>;
  readonly settled: { readonly verdict: DeployVerdict; readonly headline: string } | null;
}

const maxBytes = 8 * 1024 * 1024;
const maxListed = 200;

/** One file per deploy, one line per event, each on the disk before the next thing is done. */
export class Journal {
  readonly #path: string;
  readonly #outside: Outside;

  constructor(outside: Outside, folder: string, id: string) {
    this.#outside = outside;
    this.#path = join(folder, `${id}.jsonl`);
  }

  /** Throws when the disk refuses: without a journal nothing may be done. */
  async write(event: JournalEntry): Promise<void> {
    const written = await this.#outside.files.append(this.#path, `${JSON.stringify(event)}\n`, {
      isFlushed: true,
    });
    if (!written.ok) throw new JournalUnwritable(written.error.message);
  }
}

export class JournalUnwritable extends Error {
  override readonly name = 'JournalUnwritable';
}

export async function readJournal(
  outside: Outside,
  folder: string,
  id: string,
): Promise<Result<JournalState>> {
  const text = await outside.files.readText(join(folder, `${id}.jsonl`), { maxBytes });
  if (!text.ok) return text;
  const state = stateOf(entriesOf(text.value));
  return state === null
    ? failure('protocol', `The journal of deploy ${id} does not begin as one`)
    : ok(state);
}

/** Ids of deploys, newest last. */
export async function journalIds(outside: Outside, folder: string): Promise<readonly string[]> {
  const listed = await outside.files.list(folder);
  if (!listed.ok) return [];
  return listed.value
    .flatMap(({ name }) => (/^\d{8}T\d{6}-[a-z0-9]+\.jsonl$/.test(name) ? [name.slice(0, -6)] : []))
    .toSorted()
    .slice(-maxListed);
}

/** A power cut may leave half a line at the end: it was never acknowledged, so it is left out. */
export function entriesOf(text: string): readonly JournalEntry[] {
  return text.split('\n').flatMap((line) => {
    const read = entry.safeParse(parsed(line));
    return read.success ? [read.data] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Null when the first line is not there: the deploy never began. Pure. */
export function stateOf(entries: readonly JournalEntry[]): JournalState | null {
  const [first] = entries;
  if (first?.kind !== 'begun') return null;
  const ended = new Map<DeployStepId, DeployStepResult>();
  const memos = new Map<string, unknown>();
  let open: JournalState['open'] = null;
  let process: JournalState['process'] = null;
  let settled: JournalState['settled'] = null;
  for (const event of entries) {
    if (event.kind === 'started')
      [open, process] = [{ step: event.step, title: event.title, at: event.at }, null];
    if (event.kind === 'process') process = { pid: event.pid, bornAt: event.bornAt };
    if (event.kind === 'memo') memos.set(event.name, event.value);
    if (event.kind === 'settled') settled = { verdict: event.verdict, headline: event.headline };
    if (event.kind === 'resumed') settled = null;
    if (event.kind === 'ended') {
      ended.set(event.result.id, event.result);
      [open, process] = [null, null];
    }
  }
  const lastAt = entries.at(-1)?.at ?? first.at;
  return { plan: first.plan, startedAt: first.at, lastAt, ended, open, process, memos, settled };
}

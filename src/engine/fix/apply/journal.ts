import { z } from 'zod';
import type { Files, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { sha256 } from '../plan/seal.ts';

/** What happened to a plan, in order. Written and flushed before and after each write to the world. */
const entrySchema = z.discriminatedUnion('event', [
  /** Consent was given; nothing is written yet. */
  z.object({ event: z.literal('begun'), plan: z.string(), by: z.string() }),
  /** `step` writes are done and `step + 1` is about to be sent. */
  z.object({ event: z.literal('writing'), step: z.number() }),
  z.object({ event: z.literal('written'), step: z.number(), windowMs: z.number().nullable() }),
  /** A stage is seen by every server; the next begins at `until`. */
  z.object({ event: z.literal('waiting'), stage: z.number(), until: z.number() }),
  z.object({ event: z.literal('applied') }),
  z.object({ event: z.literal('verified'), checks: z.number() }),
  z.object({ event: z.literal('done') }),
  z.object({ event: z.literal('undoing'), why: z.string() }),
  z.object({ event: z.literal('unwriting'), step: z.number() }),
  z.object({ event: z.literal('unwritten'), step: z.number() }),
  z.object({ event: z.literal('rolled-back'), why: z.string() }),
  z.object({ event: z.literal('needs-human'), why: z.string() }),
]);
export type JournalEvent = z.infer<typeof entrySchema>;
export type JournalEntry = JournalEvent & { readonly at: number };

const maxBytes = 4 * 1024 * 1024;
const digestLength = 16;

/** Lines of JSON, each with its digest: a line torn by a crash is told from one that was changed. */
export class Journal {
  readonly #files: Files;
  readonly #path: string;
  #entries: readonly JournalEntry[];

  private constructor(files: Files, path: string, entries: readonly JournalEntry[]) {
    this.#files = files;
    this.#path = path;
    this.#entries = entries;
  }

  /** An empty one when there is none. A torn last line counts as never written and is cleared away. */
  static async open(files: Files, path: string): Promise<Result<Journal>> {
    const text = await files.readText(path, { maxBytes });
    if (!text.ok) return text.error.kind === 'not-found' ? ok(new Journal(files, path, [])) : text;
    const read = readJournal(text.value);
    if (!read.ok) return read;
    if (read.value.isTorn) {
      const whole = read.value.lines.map((line) => `${line}\n`).join('');
      const cleared = await files.write(path, whole, { mode: 0o600 });
      if (!cleared.ok) return cleared;
    }
    return ok(new Journal(files, path, read.value.entries));
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  get last(): JournalEntry | undefined {
    return this.#entries.at(-1);
  }

  /** On disk when it resolves. */
  async add(at: number, event: JournalEvent): Promise<Result<void>> {
    const entry: JournalEntry = { ...event, at };
    const added = await this.#files.append(this.#path, `${lineOf(entry)}\n`, { isFlushed: true });
    if (added.ok) this.#entries = [...this.#entries, entry];
    return added;
  }
}

export const lineOf = (entry: JournalEntry): string => {
  const json = JSON.stringify(entry);
  return `${sha256(json).slice(0, digestLength)} ${json}`;
};

interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  readonly lines: readonly string[];
  readonly isTorn: boolean;
}

/** All whole lines. Only the last one may be torn: anything else means that somebody changed the file. */
export function readJournal(text: string): Result<ReadJournal> {
  const parts = text.split('\n');
  const tail = parts.pop() ?? '';
  const entries: JournalEntry[] = [];
  const lines: string[] = [];
  for (const [index, line] of parts.entries()) {
    const entry = entryOf(line);
    const isLast = index === parts.length - 1 && tail === '';
    if (entry === null && isLast) return ok({ entries, lines, isTorn: true });
    if (entry === null) return failure('protocol', `line ${index + 1} of the journal is damaged`);
    entries.push(entry);
    lines.push(line);
  }
  return ok({ entries, lines, isTorn: tail !== '' });
}

function entryOf(line: string): JournalEntry | null {
  const [digest, json] = [line.slice(0, digestLength), line.slice(digestLength + 1)];
  if (sha256(json).slice(0, digestLength) !== digest) return null;
  const value: unknown = JSON.parse(json);
  const parsed = entrySchema.safeParse(value);
  const at = (value as { readonly at?: unknown }).at;
  return parsed.success && typeof at === 'number' ? { ...parsed.data, at } : null;
}

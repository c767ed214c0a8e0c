import { z } from 'zod';
import type { Session } from '../../collectors/data/session.ts';
import { quotedTable } from '../../protocols/database/dialect.ts';
import { neededBytes } from '../../protocols/database/index-bloat.ts';
import type { IndexFacts } from '../../protocols/database/statistics.ts';
import { extensionSchema, literal, mark } from './connect.ts';

interface Sized extends Omit<IndexFacts, 'needed'> {
  readonly rows: number;
  /** Average width of its keys; null: not known. */
  readonly keyBytes: number | null;
}

/** Counting reads the whole index: only those that are worth it, and none that would keep the disk busy. */
const minBytes = 2 * 1024 * 1024;
const maxBytes = 512 * 1024 * 1024;
const maxCounted = 20;

/** What each b-tree would take if it were built anew: counted where `pgstattuple` is there and may be used, else estimated. */
export async function withNeeds(session: Session, indexes: readonly Sized[]): Promise<readonly IndexFacts[]> {
  const schema = await extensionSchema(session, 'pgstattuple');
  const large = indexes
    .filter(({ method, bytes }) => method === 'btree' && bytes >= minBytes)
    .toSorted((a, b) => b.bytes - a.bytes);
  const counted = new Map<string, number>();
  for (const { name, bytes } of schema === null ? [] : large.slice(0, maxCounted)) {
    const filled = bytes > maxBytes ? null : await filledBytes(session, schema ?? '', name);
    if (filled !== null) counted.set(name, filled);
  }
  return indexes.map(({ rows, keyBytes, ...index }) => {
    const filled = counted.get(index.name);
    if (filled !== undefined) return { ...index, needed: { bytes: filled, isMeasured: true } };
    const isKnown = keyBytes !== null && rows > 0 && large.some(({ name }) => name === index.name);
    return { ...index, needed: isKnown ? { bytes: neededBytes(rows, keyBytes), isMeasured: false } : null };
  });
}

const filledSchema = z.object({ filled: z.number() });

/** Bytes its leaves would take at the usual nine tenths; null when the role may not count. */
async function filledBytes(session: Session, schema: string, name: string): Promise<number | null> {
  const rows = await session.run(
    `select ${mark} (leaf_pages * 8192 * case when avg_leaf_density = 'NaN' then 0 else avg_leaf_density end / 90)::float8 as filled
       from ${schema}pgstatindex(${literal(quotedTable(name))})`,
  );
  const read = filledSchema.safeParse(rows.ok ? rows.value[0] : null);
  return read.success ? read.data.filled : null;
}

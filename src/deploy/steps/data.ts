import type { TableState } from '../../model/deploy.ts';
import { plural } from '../../model/words.ts';
import type { StepOutcome } from '../at-work.ts';
import type { DeployParts } from '../parts.ts';
import type { Carried } from '../walking.ts';
import { readBack } from '../walking.ts';

/** All tables of all watched stores; null for a store that could not be looked at. */
export type Tables = readonly {
  readonly store: string;
  readonly tables: readonly TableState[] | null;
  readonly why: string;
}[];

export async function lookAtData({ witnesses, signal }: DeployParts): Promise<Tables> {
  return Promise.all(
    witnesses.map(async (witness) => {
      const seen = await witness.look(signal);
      return seen.ok
        ? { store: witness.store, tables: seen.value, why: '' }
        : { store: witness.store, tables: null, why: seen.error.message };
    }),
  );
}

/** What is there no more: tables, columns, rows. Pure. More rows are fine: customers go on. */
export function lostData(before: Tables, after: Tables): readonly string[] {
  return before.flatMap(({ store, tables }) => {
    const now = after.find((each) => each.store === store)?.tables ?? null;
    if (tables === null || now === null) return [];
    return tables.flatMap((was) =>
      lostIn(
        store,
        was,
        now.find(({ table }) => table === was.table),
      ),
    );
  });
}

/** Tables whose rows come and go by themselves: fewer of them is no loss. */
const passing = /session|queue|job|task|token|cache|lock|lease|outbox|migration|knex|heartbeat|rate_?limit/i;

function lostIn(store: string, was: TableState, now: TableState | undefined): readonly string[] {
  if (now === undefined)
    return [`${store}: the table ${was.table} with ${plural(was.rows, 'row', 'rows')} is gone`];
  const columns = was.columns.filter((column) => !now.columns.includes(column));
  const rows = was.rows - now.rows;
  return [
    ...columns.map((column) => `${store}: ${was.table} has lost its column ${column}`),
    ...(rows > 0 && !passing.test(was.table)
      ? [
          `${store}: ${was.table} has ${plural(rows, 'row', 'rows')} less than before (${now.rows} of ${was.rows})`,
        ]
      : []),
  ];
}

/** What was written before a release or a rollback, and how the tables stood then. */
export interface Written {
  readonly carried: readonly Carried[];
  readonly tables: Tables;
}

/** Proof that what was written is still there: the same visitors go on, and no table has lost anything. */
export async function dataKept(parts: DeployParts, written: Written): Promise<StepOutcome> {
  const unwritten = written.carried.filter(({ walk }) => walk.run.outcome !== 'good');
  // Tables first: reading back cleans up its test data at the end.
  const lost = lostData(written.tables, await lookAtData(parts));
  const read = await readBack(parts, written.carried);
  const unseen = written.tables.filter(({ tables }) => tables === null);
  const looked = written.tables.flatMap(({ tables }) => tables ?? []);
  const evidence = [...lost, ...read.failures, ...unseen.map(({ store, why }) => `${store}: ${why}`)];
  if (lost.length > 0 || read.failed > 0) {
    const first = lost[0] ?? read.failures[0] ?? '';
    return { status: 'failed', found: `Data is lost: ${first}`, evidence };
  }
  const proofs = [
    ...(read.good === 0 ? [] : [`${plural(read.good, 'journey goes', 'journeys go')} on where it was left`]),
    ...(looked.length === 0
      ? []
      : [`${plural(looked.length, 'table has', 'tables have')} every row they had`]),
  ];
  if (proofs.length === 0 || unwritten.length > 0 || read.unrun > 0)
    return {
      status: 'unknown',
      found:
        proofs.length === 0
          ? 'Nothing was written that could be looked for: declare a journey with `after`, or a PostgreSQL data store'
          : `${proofs.join(', ')}; not everything could be written or read`,
      evidence: [...evidence, ...unwritten.map(({ walk }) => `${walk.run.journey}: ${walk.run.message}`)],
    };
  return { status: 'done', found: proofs.join(', '), evidence };
}

import { sql } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { LeaseStore } from '../../model/store-replicas.ts';
import type { Engine } from './engine.ts';
import { boundedLimit, storable } from './text.ts';

export const leaseStore = (engine: Engine): LeaseStore => ({
  acquire: (name, holder, { now, ttlMs }) =>
    engine.write(async (trx) => {
      // One statement, so that of two replicas asking at once the second sees the first one's row. A lease taken
      // further ahead than its own length was written before the clock was put back: it holds for nobody.
      const granted = await sql`
        insert into leases (name, holder, taken_at, expires_at, token)
        values (${storable(name)}, ${storable(holder)}, ${now}, ${now + ttlMs}, 1)
        on conflict (name) do update set
          holder = excluded.holder, taken_at = excluded.taken_at, expires_at = excluded.expires_at,
          token = leases.token + case
            when leases.holder = excluded.holder and leases.expires_at > excluded.taken_at then 0 else 1 end
        where leases.holder = excluded.holder or leases.expires_at <= excluded.taken_at
          or leases.taken_at > excluded.expires_at
        returning token`.execute(trx);
      return granted.rows.length > 0;
    }),
  holding: (name) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('leases')
        .selectAll()
        .where('name', '=', storable(name))
        .executeTakeFirst();
      if (row === undefined || row.holder === '') return null;
      return { holder: row.holder, token: row.token, until: unixMs(row.expires_at) };
    }),
  held: (prefix, now) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('leases')
        .selectAll()
        .where('name', '>=', storable(prefix))
        .where('name', '<', `${storable(prefix)}\u{10FFFF}`)
        .where('expires_at', '>', now)
        .where('holder', '<>', '')
        .orderBy('name')
        .limit(boundedLimit(10_000))
        .execute();
      return rows.map((row) => ({ name: row.name, holder: row.holder, until: unixMs(row.expires_at) }));
    }),
  // The row stays: its token goes on counting, so a holder of long ago can be told from the present one.
  release: (name, holder) =>
    engine.write(async (trx) => {
      await trx
        .updateTable('leases')
        .set({ holder: '', expires_at: 0 })
        .where('name', '=', storable(name))
        .where('holder', '=', storable(holder))
        .execute();
    }),
});

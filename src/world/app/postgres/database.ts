import { Pool, type PoolClient } from 'pg';

export type Row = Readonly<Record<string, unknown>>;

/** What work of the shop is done with. */
export interface Db {
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly inTransaction: <T>(work: (db: Pick<Db, 'query'>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export function openShopDatabase(url: string): Db {
  const pool = new Pool({ connectionString: url, max: 5, application_name: 'harbor-market' });
  pool.on('error', () => undefined);
  return {
    query: async (text, values = []) => (await pool.query<Row>(text, [...values])).rows,
    inTransaction: async (work) => {
      const client = await pool.connect();
      try {
        return await transaction(client, work);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

async function transaction<T>(client: PoolClient, work: (db: Pick<Db, 'query'>) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const done = await work({
      query: async (text, values = []) => (await client.query<Row>(text, [...values])).rows,
    });
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

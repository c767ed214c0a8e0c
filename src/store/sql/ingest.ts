import type { IngestKey, IngestProject, IngestStore, Release } from '../../model/ingest.ts';
import { unixMs } from '../../model/brand.ts';
import type { Engine } from './engine.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, chunksOf, fromBody, storable, toBody } from './text.ts';

export const ingestStore = (engine: Engine): IngestStore => ({
  ...senders(engine),
  ...releases(engine),
  ...sourceFiles(engine),
  ...chunks(engine),
});

const senders = (
  engine: Engine,
): Pick<IngestStore, 'addProject' | 'putProject' | 'projects' | 'putKey' | 'keys'> => ({
  addProject: (project) =>
    engine.write(async (trx) => {
      const added = await trx
        .insertInto('ingest_projects')
        .values({ id: storable(project.id), body: toBody(project) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      return added.length > 0;
    }),
  putProject: (project) =>
    engine.write(async (trx) => {
      const row = { id: storable(project.id), body: toBody(project) };
      await trx
        .insertInto('ingest_projects')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  projects: () =>
    engine.read(async (db) => {
      const rows = await db.selectFrom('ingest_projects').select('body').orderBy('id').execute();
      return rows.map(({ body }) => fromBody<IngestProject>(body));
    }),
  putKey: (key) =>
    engine.write(async (trx) => {
      const row = { public_key: storable(key.publicKey), body: toBody(key) };
      await trx
        .insertInto('ingest_keys')
        .values(row)
        .onConflict((conflict) => conflict.column('public_key').doUpdateSet(row))
        .execute();
    }),
  keys: () =>
    engine.read(async (db) => {
      const rows = await db.selectFrom('ingest_keys').select('body').orderBy('public_key').execute();
      return rows.map(({ body }) => fromBody<IngestKey>(body));
    }),
});

const releases = (engine: Engine): Pick<IngestStore, 'putRelease' | 'release' | 'releases'> => ({
  putRelease: (release) =>
    engine.write(async (trx) => {
      const row = {
        version: storable(release.version),
        created_at: release.createdAt,
        body: toBody(release),
      };
      await trx
        .insertInto('releases')
        .values(row)
        .onConflict((conflict) => conflict.column('version').doUpdateSet(row))
        .execute();
    }),
  release: (version) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('releases')
        .select('body')
        .where('version', '=', storable(version))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<Release>(row.body);
    }),
  releases: (limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('releases')
        .select('body')
        .orderBy('created_at', 'desc')
        .orderBy('version')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<Release>(body));
    }),
});

const sourceFiles = (engine: Engine): Pick<IngestStore, 'putFiles' | 'file'> => ({
  putFiles: (files) =>
    engine.write(async (trx) => {
      for (const { kind, name, at, body } of files) {
        const row = { kind, name: storable(name), at, body: asText(body) };
        await trx
          .insertInto('source_files')
          .values(row)
          .onConflict((conflict) => conflict.columns(['kind', 'name']).doUpdateSet(row))
          .execute();
      }
    }),
  file: (kind, name) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('source_files')
        .selectAll()
        .where('kind', '=', kind)
        .where('name', '=', storable(name))
        .executeTakeFirst();
      return row === undefined ? null : { kind, name: row.name, at: unixMs(row.at), body: asBytes(row.body) };
    }),
});

const chunks = (engine: Engine): Pick<IngestStore, 'putChunk' | 'chunk' | 'missingChunks'> => ({
  putChunk: (hash, body, at) =>
    engine.write(async (trx) => {
      await trx
        .insertInto('upload_chunks')
        .values({ hash: storable(hash), at, body: asText(body) })
        .onConflict((conflict) => conflict.column('hash').doUpdateSet({ at }))
        .execute();
    }),
  chunk: (hash) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('upload_chunks')
        .select('body')
        .where('hash', '=', storable(hash))
        .executeTakeFirst();
      return row === undefined ? null : asBytes(row.body);
    }),
  missingChunks: (hashes) =>
    engine.read(async (db) => {
      const known = new Set<string>();
      for (const chunk of chunksOf(hashes.map(storable), 500)) {
        const rows = await db
          .selectFrom('upload_chunks')
          .select('hash')
          .where('hash', 'in', filledList(chunk))
          .execute();
        for (const { hash } of rows) known.add(hash);
      }
      return hashes.filter((hash) => !known.has(hash));
    }),
});

const asText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
const asBytes = (text: string): Uint8Array => Buffer.from(text, 'base64');

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../secrets/example.ts';
import { seededPick } from '../secrets/seeded-pick-sample.ts';
import {
  backendQuestions,
  backendVerdict,
  dangerousRights,
  isSensitiveName,
  sensitiveColumns,
} from './asking.ts';
import type { BackendKind } from './backend.ts';
import { backendsIn } from './find.ts';

const pick = seededPick(5);
const ref = 'abcdefghijklmnopqrst';
const anon = fillTemplate(
  `{jwt:{"alg":"HS256","typ":"JWT"}§}.{jwt:{"iss":"supabase","ref":"${ref}","role":"anon","exp":1983812996}§}.{43url}`,
  pick,
);
const service = fillTemplate(
  `{jwt:{"alg":"HS256","typ":"JWT"}§}.{jwt:{"iss":"supabase","ref":"${ref}","role":"service_role"}§}.{43url}`,
  pick,
);
const googleKey = fillTemplate('AIza{35b62}', pick);

// EDGE-10: back ends found in bundles.
describe('back ends a script talks to', () => {
  it('Supabase with the anonymous key, never with the service key', () => {
    const script = `createClient("https://${ref}.supabase.co","${service}","${anon}").from("orders").select();x.from('products')`;
    expect(backendsIn(script)).toEqual([
      {
        kind: 'supabase',
        id: ref,
        origin: `https://${ref}.supabase.co`,
        key: anon,
        names: ['orders', 'products'],
      },
    ]);
    expect(backendsIn(`createClient("https://${ref}.supabase.co","${service}")`)[0]?.key).toBeNull();
  });

  it('Firebase with database, collections and storage', () => {
    const script = `{apiKey:"${googleKey}",projectId:"harbor-1",databaseURL:"https://harbor-1.firebaseio.com",storageBucket:"harbor-1.appspot.com"};collection(db,"users")`;
    expect(backendsIn(script).map(({ kind, id, origin }) => [kind, id, origin])).toEqual([
      ['firebase-database', 'harbor-1', 'https://harbor-1.firebaseio.com'],
      ['firestore', 'harbor-1', 'https://firestore.googleapis.com'],
      ['firebase-storage', 'harbor-1.appspot.com', 'https://firebasestorage.googleapis.com'],
    ]);
  });

  it.each([
    ['https://harbor-files.s3.eu-central-1.amazonaws.com/a.png', 's3', 'harbor-files'],
    ['"https://s3.amazonaws.com/harbor-files/a.png"', 's3', 'harbor-files'],
    ['"https://storage.googleapis.com/harbor-files/a.png"', 'gcs', 'harbor-files'],
    ['https://harbor-files.storage.googleapis.com/a', 'gcs', 'harbor-files'],
    ['"https://harborfiles.blob.core.windows.net/public/a.png"', 'azure-blob', 'harborfiles/public'],
    ['https://harbor.fra1.cdn.digitaloceanspaces.com/a', 'spaces', 'harbor'],
  ])('%s', (text, kind, id) => {
    expect(backendsIn(text)).toMatchObject([{ kind, id }]);
  });

  it('Algolia by its call and by its settings', () => {
    const key = fillTemplate('{32hex}', pick);
    const found = [{ kind: 'algolia', id: 'A1B2C3D4E5', origin: 'https://a1b2c3d4e5-dsn.algolia.net', key }];
    expect(backendsIn(`algoliasearch("A1B2C3D4E5","${key}")`)).toMatchObject(found);
    expect(backendsIn(`algolia:{appId:"A1B2C3D4E5",searchKey:"${key}"}`)).toMatchObject(found);
  });

  it('plain code names none, and no text makes it throw', () => {
    expect(backendsIn('Array.from("abc");fetch("/api");"https://supabase.co/docs"')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => void backendsIn(text)),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('questions', () => {
  it('a table is asked with HEAD and a count, a collection with an aggregation, no question writes', () => {
    const [table] = backendQuestions({
      kind: 'supabase',
      id: ref,
      origin: `https://${ref}.supabase.co`,
      key: anon,
      names: ['orders'],
    });
    expect(table).toMatchObject({
      method: 'HEAD',
      url: `https://${ref}.supabase.co/rest/v1/orders?select=*&limit=1`,
    });
    const [collection] = backendQuestions({
      kind: 'firestore',
      id: 'p',
      origin: 'https://firestore.googleapis.com',
      key: 'k',
      names: ['users'],
    });
    expect(collection?.url).toContain(':runAggregationQuery');
    const plain = { id: 'a/b', origin: 'https://x.test', key: null, names: [] };
    for (const kind of [
      's3',
      'gcs',
      'azure-blob',
      'spaces',
      'firebase-storage',
      'firebase-database',
    ] as const)
      expect(backendQuestions({ ...plain, kind }).map(({ method }) => method)).toEqual(['GET']);
    expect(backendQuestions({ ...plain, kind: 'supabase' })).toEqual([]);
    expect(backendQuestions({ ...plain, kind: 'algolia' })).toEqual([]);
  });
});

const range = (value: string): [string, string][] => [['content-range', value]];
const rows: readonly (readonly [BackendKind, number, [string, string][], string, string, number | null])[] = [
  ['supabase', 206, range('0-0/3573'), '', 'open', 3573],
  ['supabase', 200, range('*/0'), '', 'closed', 0],
  ['supabase', 200, [], '', 'unclear', null],
  ['supabase', 401, [], '', 'closed', null],
  ['firebase-database', 200, [], '{"users":true,"orders":true}', 'open', 2],
  ['firebase-database', 200, [], 'null', 'open', 0],
  ['firebase-database', 401, [], '{"error":"Permission denied"}', 'closed', null],
  ['firestore', 200, [], '[{"result":{"aggregateFields":{"n":{"integerValue":"41"}}}}]', 'open', 41],
  ['firestore', 403, [], '', 'closed', null],
  ['firebase-storage', 200, [], '{"items":[{"name":"x"}]}', 'open', 1],
  ['s3', 200, [], '<ListBucketResult><Contents></Contents></ListBucketResult>', 'open', 1],
  ['s3', 403, [], '<Code>AccessDenied</Code>', 'closed', null],
  ['s3', 200, [], '<html>', 'unclear', null],
  ['gcs', 200, [], "<ListBucketResult xmlns='x'></ListBucketResult>", 'open', 0],
  ['azure-blob', 200, [], '<EnumerationResults><Blobs><Blob></Blob></Blobs></EnumerationResults>', 'open', 1],
  ['azure-blob', 404, [], '', 'closed', null],
  ['algolia', 200, [], '{"acl":["search","addObject"]}', 'open', null],
  ['algolia', 200, [], '{"acl":["search"]}', 'closed', null],
  ['algolia', 503, [], '', 'unclear', null],
];

describe('answers of the vendors', () => {
  it.each(rows)('%s %i %j %s: %s', (kind, status, fields, body, state, count) => {
    expect(backendVerdict(kind, { status, fields, body })).toEqual({ state, count });
  });

  it('columns and names that belong to people', () => {
    expect(sensitiveColumns(['id', 'title', 'price_cents', 'userEmail', 'password_hash', 'slug'])).toEqual([
      'userEmail',
      'password_hash',
    ]);
    expect(
      ['orders', 'user_profiles', 'chatMessages', 'products', 'posts', 'categories', 'borders'].map(
        isSensitiveName,
      ),
    ).toEqual([true, true, true, false, false, false, false]);
    expect(dangerousRights('nonsense')).toEqual([]);
  });
});

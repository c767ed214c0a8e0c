import type { WebApp } from '../edge/web-app.ts';
import type { BackendsPlan } from './plan.ts';

/** Back ends that pages talk to directly, as their vendors answer: only what can be asked without changing anything. */
export const backendsApp =
  (plan: BackendsPlan): WebApp =>
  (request) => {
    const url = new URL(request.url);
    if (url.hostname.endsWith('.supabase.co')) return supabase(plan, request, url);
    if (url.hostname.endsWith('.firebaseio.com')) return database(plan, url);
    if (url.hostname === 'firestore.googleapis.com') return firestore(plan, request);
    if (url.hostname === 'firebasestorage.googleapis.com') return firebaseFiles(plan, url);
    if (url.hostname.endsWith('-dsn.algolia.net')) return algolia(plan, request, url);
    return bucket(plan, url);
  };

const denied = (status: number, message: string): Response => Response.json({ message }, { status });

/** PostgREST: a stranger's count of a table with row-level rules is 0. */
function supabase(plan: BackendsPlan, request: Request, url: URL): Response {
  if (request.headers.get('apikey') === null) return denied(401, 'No API key found in request');
  const name = url.pathname.replace('/rest/v1/', '');
  const table = Object.hasOwn(plan.tables, name) ? plan.tables[name] : undefined;
  if (table === undefined) return denied(404, 'Could not find the table in the schema cache');
  const count = table.isReadable ? table.rows : 0;
  const wantsCount = (request.headers.get('prefer') ?? '').includes('count=');
  const range = `${count === 0 ? '*' : '0-0'}/${wantsCount ? count : '*'}`;
  const rows = count === 0 ? [] : [Object.fromEntries(table.columns.map((column) => [column, 'x']))];
  return Response.json(rows, { status: count > 1 ? 206 : 200, headers: { 'content-range': range } });
}

function database({ database: { isOpen, entries } }: BackendsPlan, url: URL): Response {
  if (url.pathname !== '/.json' || !isOpen) return denied(401, 'Permission denied');
  return Response.json(Object.fromEntries(entries.map((entry) => [entry, true])));
}

async function firestore(plan: BackendsPlan, request: Request): Promise<Response> {
  const name = /"collectionId":"([\w-]+)"/.exec(await request.text())?.[1] ?? '';
  const count = Object.hasOwn(plan.collections, name) ? plan.collections[name] : null;
  if (count === null || count === undefined) return denied(403, 'Missing or insufficient permissions.');
  return Response.json([{ result: { aggregateFields: { n: { integerValue: String(count) } } } }]);
}

function firebaseFiles(plan: BackendsPlan, url: URL): Response {
  const [name = ''] = url.pathname.replace('/v0/b/', '').split('/');
  const files = Object.hasOwn(plan.buckets, name) ? plan.buckets[name] : undefined;
  return files === undefined
    ? denied(403, 'Permission denied.')
    : Response.json({ prefixes: [], items: files.slice(0, 1).map((file) => ({ name: file, bucket: name })) });
}

function algolia(plan: BackendsPlan, request: Request, url: URL): Response {
  const key = request.headers.get('x-algolia-api-key');
  if (key === null || url.pathname !== `/1/keys/${key}`)
    return denied(403, 'Invalid Application-ID or API key');
  return Response.json({ acl: plan.searchKeyRights, validity: 0 });
}

/** S3 and Google Storage speak the same list. */
function bucket(plan: BackendsPlan, url: URL): Response {
  const name =
    url.hostname === 'storage.googleapis.com' ? url.pathname.slice(1) : (url.hostname.split('.')[0] ?? '');
  const xml = { headers: { 'content-type': 'application/xml' } };
  const files = Object.hasOwn(plan.buckets, name) ? plan.buckets[name] : undefined;
  if (files === undefined)
    return new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403, ...xml });
  const contents = files.slice(0, 1).map((file) => `<Contents><Key>${file}</Key></Contents>`);
  return new Response(`<ListBucketResult><Name>${name}</Name>${contents.join('')}</ListBucketResult>`, xml);
}

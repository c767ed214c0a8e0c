import type { BackendKind, FoundBackend } from './backend.ts';

/** One read-only question to a back end. */
export interface BackendQuestion {
  /** `table orders`, `the whole database`. */
  readonly what: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

export interface BackendReply {
  readonly status: number;
  readonly fields: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What a reply says. `count`: rows, files or entries anybody can read; null when it was not said. */
export interface BackendVerdict {
  readonly state: 'open' | 'closed' | 'unclear';
  readonly count: number | null;
}

const maxNames = 12;
const text = encodeURIComponent;

/** Every question worth asking, the fewest that tell: counts instead of rows, one entry instead of a list. */
export function backendQuestions(backend: FoundBackend): readonly BackendQuestion[] {
  const { kind, id, origin, key } = backend;
  const ask = (what: string, url: string, more: Partial<BackendQuestion> = {}): BackendQuestion => ({
    what,
    method: 'GET',
    url,
    headers: [],
    ...more,
  });
  switch (kind) {
    case 'supabase':
      return key === null ? [] : backend.names.slice(0, maxNames).map((name) => tableQuestion(backend, name));
    case 'firebase-database':
      return [ask('the whole database', `${origin}/.json?shallow=true`)];
    case 'firestore':
      return backend.names.slice(0, maxNames).map((name) => collectionQuestion(backend, name));
    case 'firebase-storage':
      return [ask('the list of files', `${origin}/v0/b/${text(id)}/o?maxResults=1`)];
    case 's3':
    case 'spaces':
      return [ask('the list of files', `${origin}/?list-type=2&max-keys=1`)];
    case 'gcs':
      return [ask('the list of files', `${origin}/${text(id)}?list-type=2&max-keys=1`)];
    case 'azure-blob':
      return [
        ask(
          'the list of files',
          `${origin}/${id.split('/')[1] ?? ''}?restype=container&comp=list&maxresults=1`,
        ),
      ];
    case 'algolia':
      return key === null
        ? []
        : [
            ask('the rights of the key', `${origin}/1/keys/${text(key)}`, {
              headers: [
                ['x-algolia-application-id', id],
                ['x-algolia-api-key', key],
              ],
            }),
          ];
  }
}

export const supabaseHeaders = (key: string): readonly (readonly [string, string])[] => [
  ['apikey', key],
  // Publishable keys of the new form are no JWT and must not be sent as one.
  ...(key.startsWith('eyJ') ? [['authorization', `Bearer ${key}`] as const] : []),
];

/** HEAD with a count: not one row leaves the database (PostgREST, "Counting"). */
const tableQuestion = ({ origin, key }: FoundBackend, name: string): BackendQuestion => ({
  what: `table ${name}`,
  method: 'HEAD',
  url: `${origin}/rest/v1/${text(name)}?select=*&limit=1`,
  headers: [...supabaseHeaders(key ?? ''), ['prefer', 'count=estimated']],
});

/** An aggregation: the answer is a number. */
const collectionQuestion = ({ origin, id, key }: FoundBackend, name: string): BackendQuestion => ({
  what: `collection ${name}`,
  method: 'POST',
  url: `${origin}/v1/projects/${text(id)}/databases/(default)/documents:runAggregationQuery?key=${text(key ?? '')}`,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify({
    structuredAggregationQuery: {
      aggregations: [{ alias: 'n', count: { upTo: '1000' } }],
      structuredQuery: { from: [{ collectionId: name }] },
    },
  }),
});

const closed: BackendVerdict = { state: 'closed', count: null };
const unclear: BackendVerdict = { state: 'unclear', count: null };

/** What the vendor's documented answers mean. An answer that is none of them says nothing. */
export function backendVerdict(kind: BackendKind, reply: BackendReply): BackendVerdict {
  const { status, body } = reply;
  if (status === 401 || status === 403 || status === 404) return closed;
  if (status !== 200 && status !== 206) return unclear;
  switch (kind) {
    case 'supabase': {
      const range = reply.fields.find(([name]) => name === 'content-range')?.[1] ?? '';
      const total = /\/(\d{1,12})$/.exec(range)?.[1];
      // With row-level rules on, a stranger's count is 0: nothing to read, whoever made the rule.
      return total === undefined
        ? unclear
        : total === '0'
          ? { state: 'closed', count: 0 }
          : { state: 'open', count: Number(total) };
    }
    case 'firebase-database': {
      const value = json(body);
      if (value === undefined) return unclear;
      return {
        state: 'open',
        count: typeof value === 'object' && value !== null ? Object.keys(value).length : 0,
      };
    }
    case 'firestore': {
      const count = /"integerValue"\s*:\s*"(\d{1,12})"/.exec(body)?.[1];
      return count === undefined ? unclear : { state: 'open', count: Number(count) };
    }
    case 'firebase-storage': {
      const value = json(body);
      const items: unknown =
        typeof value === 'object' && value !== null ? Reflect.get(value, 'items') : undefined;
      return value === undefined
        ? unclear
        : { state: 'open', count: Array.isArray(items) ? items.length : 0 };
    }
    case 's3':
    case 'gcs':
    case 'spaces':
      return /<ListBucketResult\b/.test(body)
        ? { state: 'open', count: (body.match(/<Contents>/g) ?? []).length }
        : unclear;
    case 'azure-blob':
      return /<EnumerationResults\b/.test(body)
        ? { state: 'open', count: (body.match(/<Blob>/g) ?? []).length }
        : unclear;
    case 'algolia':
      return dangerousRights(body).length > 0
        ? { state: 'open', count: null }
        : json(body) === undefined
          ? unclear
          : closed;
  }
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Rights a key in a browser must not have; searching alone is what it is for. */
export function dangerousRights(body: string): readonly string[] {
  const value = json(body);
  const acl: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'acl') : undefined;
  const harmless = new Set(['search', 'recommendation', 'personalization', 'usage', 'analytics']);
  return Array.isArray(acl)
    ? acl.filter((right): right is string => typeof right === 'string' && !harmless.has(right)).slice(0, 20)
    : [];
}

const sensitiveColumn =
  /(?:^|_)(?:e?mail|phone|mobile|address|street|postcode|zip|password|passwd|hash|token|secret|api_?key|ssn|iban|card|birth|dob|ip|salary|stripe|customer|lat|lng|latitude|longitude|message|body|notes?)(?:_|$)/i;
const sensitiveName =
  /(?:^|_)(?:users?|profiles?|members?|customers?|accounts?|orders?|payments?|invoices?|subscriptions?|messages?|chats?|conversations?|sessions?|tokens?|secrets?|waitlist|leads?|contacts?|bookings?|appointments?|patients?|employees?|transactions?|notifications?|logs?|admins?|roles?|invites?|addresses|carts?|emails?|subscribers?|newsletter)(?:_|$)/i;
const snake = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1_$2');

/** Column names that hold what belongs to a person. */
export const sensitiveColumns = (columns: readonly string[]): readonly string[] =>
  columns.filter((column) => sensitiveColumn.test(snake(column))).slice(0, 12);
export const isSensitiveName = (name: string): boolean => sensitiveName.test(snake(name));

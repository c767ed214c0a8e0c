import { decodeJwt } from '../secrets/judge/jwt.ts';
import type { FoundBackend } from './backend.ts';

const maxNames = 40;
const maxEach = 10;
const jwt = /eyJ[\w-]{10,400}\.eyJ[\w-]{20,1000}\.[\w-]{20,200}/g;
const bucketName = '[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]';

/** Every back end a script talks to directly. Pure, bounded; keys that are no public ones are left alone. */
export function backendsIn(text: string): readonly FoundBackend[] {
  return [...supabase(text), ...firebase(text), ...buckets(text), ...algolia(text)];
}

const all = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].slice(0, 500).map(([, value = '']) => value)),
];

function supabase(text: string): readonly FoundBackend[] {
  const refs = all(text, /https:\/\/([a-z0-9]{15,25})\.supabase\.co\b/g).slice(0, maxEach);
  if (refs.length === 0) return [];
  const tokens = text.match(jwt)?.slice(0, 50) ?? [];
  const plain = /sb_publishable_[\w-]{20,24}_[\w-]{8}(?![\w-])/.exec(text)?.[0] ?? null;
  return refs.map((ref) => ({
    kind: 'supabase',
    id: ref,
    origin: `https://${ref}.supabase.co`,
    key: tokens.find((token) => isAnonKey(token, ref)) ?? plain,
    names: tableNames(text),
  }));
}

function isAnonKey(token: string, ref: string): boolean {
  const claims = decodeJwt(token)?.claims;
  return claims?.['role'] === 'anon' && (claims['ref'] === undefined || claims['ref'] === ref);
}

const tableNames = (text: string): readonly string[] =>
  all(text, /\.from\(\s?["'`]([a-z_][a-z0-9_]{0,62})["'`]\s?\)/gi).slice(0, maxNames);

function firebase(text: string): readonly FoundBackend[] {
  const project = /["']?projectId["']?\s?:\s?["'`]([a-z][a-z0-9-]{4,40})["'`]/.exec(text)?.[1];
  if (project === undefined || !/AIza[\w-]{35}/.test(text)) return [];
  const key = /AIza[\w-]{35}/.exec(text)?.[0] ?? null;
  const database =
    /["']?databaseURL["']?\s?:\s?["'`](https:\/\/[\w.-]{3,120}\.(?:firebaseio\.com|firebasedatabase\.app))\/?["'`]/.exec(
      text,
    )?.[1];
  const bucket = /["']?storageBucket["']?\s?:\s?["'`]([\w.-]{3,120})["'`]/.exec(text)?.[1];
  const names = all(text, /\bcollection\((?:[\w$.()]{1,60},\s?)?["'`]([\w-]{1,80})["'`]/g).slice(0, maxNames);
  return [
    ...(database === undefined
      ? []
      : [{ kind: 'firebase-database' as const, id: project, origin: database, key, names: [] }]),
    ...(names.length === 0
      ? []
      : [
          { kind: 'firestore' as const, id: project, origin: 'https://firestore.googleapis.com', key, names },
        ]),
    ...(bucket === undefined
      ? []
      : [
          {
            kind: 'firebase-storage' as const,
            id: bucket,
            origin: 'https://firebasestorage.googleapis.com',
            key,
            names: [],
          },
        ]),
  ];
}

interface BucketPattern {
  readonly kind: 's3' | 'gcs' | 'azure-blob' | 'spaces';
  readonly pattern: RegExp;
  readonly originOf: (match: RegExpMatchArray) => string;
  readonly idOf?: (match: RegExpMatchArray) => string;
}

const bucketPatterns: readonly BucketPattern[] = [
  {
    kind: 's3',
    pattern: new RegExp(`https?://(${bucketName})\\.s3((?:[.-][a-z]{2}-[a-z]+-\\d)?)\\.amazonaws\\.com`, 'g'),
    originOf: ([, bucket, region]) => `https://${bucket}.s3${region}.amazonaws.com`,
  },
  {
    kind: 's3',
    pattern: new RegExp(
      `https?://s3((?:[.-][a-z]{2}-[a-z]+-\\d)?)\\.amazonaws\\.com/(${bucketName})(?=[/"'\`?])`,
      'g',
    ),
    originOf: ([, region, bucket]) => `https://${bucket}.s3${region}.amazonaws.com`,
    idOf: ([, , bucket = '']) => bucket,
  },
  {
    kind: 'gcs',
    pattern: new RegExp(`https?://storage\\.googleapis\\.com/(${bucketName})(?=[/"'\`?])`, 'g'),
    originOf: () => 'https://storage.googleapis.com',
  },
  {
    kind: 'gcs',
    pattern: new RegExp(`https?://(${bucketName})\\.storage\\.googleapis\\.com`, 'g'),
    originOf: () => 'https://storage.googleapis.com',
  },
  {
    kind: 'azure-blob',
    pattern: /https?:\/\/([a-z0-9]{3,24})\.blob\.core\.windows\.net\/([a-z0-9$][a-z0-9-]{2,62})(?=[/"'`?])/g,
    originOf: ([, account]) => `https://${account}.blob.core.windows.net`,
    idOf: ([, account, container]) => `${account}/${container}`,
  },
  {
    kind: 'spaces',
    pattern: new RegExp(
      `https?://(${bucketName})\\.([a-z]{3}\\d)\\.(?:cdn\\.)?digitaloceanspaces\\.com`,
      'g',
    ),
    originOf: ([, bucket, region]) => `https://${bucket}.${region}.digitaloceanspaces.com`,
  },
];

function buckets(text: string): readonly FoundBackend[] {
  return bucketPatterns.flatMap(({ kind, pattern, originOf, idOf }) => {
    const matches = [...text.matchAll(pattern)].slice(0, 200);
    const found = matches.map((match) => ({
      kind,
      id: idOf?.(match) ?? match[1] ?? '',
      origin: originOf(match),
      key: null,
      names: [],
    }));
    return [...new Map(found.map((each) => [each.id, each])).values()].slice(0, maxEach);
  });
}

/** `algoliasearch("APPID", "key")`, and the two as neighbours in settings. */
function algolia(text: string): readonly FoundBackend[] {
  if (!/algolia/i.test(text)) return [];
  const patterns = [
    /algoliasearch\(\s?["'`]([A-Z0-9]{10})["'`]\s?,\s?["'`]([0-9a-f]{32})["'`]/,
    /app(?:lication)?_?id["']?\s?:\s?["'`]([A-Z0-9]{10})["'`][^{}]{0,120}?key["']?\s?:\s?["'`]([0-9a-f]{32})["'`]/i,
  ];
  for (const pattern of patterns) {
    const [, id, key] = pattern.exec(text) ?? [];
    if (id !== undefined && key !== undefined)
      return [{ kind: 'algolia', id, origin: `https://${id.toLowerCase()}-dsn.algolia.net`, key, names: [] }];
  }
  return [];
}

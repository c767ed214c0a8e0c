import type { ManifestDataStore } from '../../model/manifest.ts';
import type { Guess, ProjectEvidence } from './evidence.ts';
import type { NamedPackage } from './packages.ts';

const senders: readonly (readonly [RegExp, string])[] = [
  [/^resend$/, 'resend'],
  [/^(?:@sendgrid\/|sendgrid)/, 'sendgrid'],
  [/postmark/, 'postmark'],
  [/mailgun/, 'mailgun'],
  [/^(?:@aws-sdk\/client-ses|aws-sdk-ses)/, 'amazon-ses'],
  [/brevo|sib-api/, 'brevo'],
  [/mailchimp/, 'mailchimp'],
  [/mailersend/, 'mailersend'],
  [/loops$/, 'loops'],
];
/** Names of variables that belong to a mail service. */
const senderVariables: readonly (readonly [RegExp, string])[] = [
  [/^RESEND_/, 'resend'],
  [/^SENDGRID_/, 'sendgrid'],
  [/^POSTMARK_/, 'postmark'],
  [/^MAILGUN_/, 'mailgun'],
  [/^(?:AWS_)?SES_/, 'amazon-ses'],
  [/^BREVO_/, 'brevo'],
];

export function sendersOf(
  packages: readonly NamedPackage[],
  variables: readonly Guess<string>[],
): readonly Guess<string>[] {
  const named = packages.map(({ name, file }) => ({ name, found: `${name} in ${file}`, table: senders }));
  const set = variables.map(({ value, found }) => ({
    name: value,
    found: `${value} in ${found}`,
    table: senderVariables,
  }));
  const guesses = [...named, ...set].flatMap(({ name, found, table }) => {
    const provider = table.find(([pattern]) => pattern.test(name))?.[1];
    return provider === undefined ? [] : [{ value: provider, found }];
  });
  return firstOfEach(guesses);
}

/** Names only: what stands behind the equals sign is never read. */
export function variablesOf({ texts }: ProjectEvidence): readonly Guess<string>[] {
  const guesses = Object.entries(texts)
    .filter(([file]) => /env\.(?:example|sample|template)$/.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,127})\s*=/gm)].map(([, name = '']) => ({
        value: name,
        found: file,
      })),
    );
  return firstOfEach(guesses).slice(0, 300);
}

export const isSecretName = (name: string): boolean =>
  !/^(?:NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|EXPO_PUBLIC)_|PUBLISHABLE|PUBLIC_KEY/.test(name) &&
  /(?:SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE|CREDENTIAL|DATABASE_URL|REDIS_URL|_DSN$|KEY$)/.test(name);

type StoreKind = ManifestDataStore['kind'];
const storePackages: readonly (readonly [RegExp, StoreKind])[] = [
  [
    /^(?:pg|postgres|psycopg2?(?:-binary)?|@neondatabase\/serverless|@supabase\/supabase-js|github\.com\/(?:lib\/pq|jackc\/pgx.*))$/,
    'postgres',
  ],
  [/^(?:mysql2?|mysqlclient|pymysql)$/, 'mysql'],
  [/^(?:better-sqlite3|sqlite3|@libsql\/client)$/, 'sqlite'],
  [/^(?:redis|ioredis|@upstash\/redis|sidekiq|bullmq)$/, 'redis'],
  [/^(?:@aws-sdk\/client-s3|boto3)$/, 'object-storage'],
];
const storeLines: readonly (readonly [RegExp, StoreKind])[] = [
  [/provider\s*=\s*"postgresql"|image:\s*["']?(?:postgres|postgis|supabase\/postgres)/, 'postgres'],
  [/provider\s*=\s*"mysql"|image:\s*["']?(?:mysql|mariadb)/, 'mysql'],
  [/provider\s*=\s*"sqlite"/, 'sqlite'],
  [/image:\s*["']?(?:redis|valkey)/, 'redis'],
  [/image:\s*["']?minio/, 'object-storage'],
];

export function storesOf(
  { texts }: ProjectEvidence,
  packages: readonly NamedPackage[],
): readonly Guess<StoreKind>[] {
  const fromLines = Object.entries(texts).flatMap(([file, text]) =>
    storeLines.flatMap(([pattern, kind]) => (pattern.test(text) ? [{ value: kind, found: file }] : [])),
  );
  const fromPackages = packages.flatMap(({ name, file }) => {
    const kind = storePackages.find(([pattern]) => pattern.test(name))?.[1];
    return kind === undefined ? [] : [{ value: kind, found: `${name} in ${file}` }];
  });
  return firstOfEach([...fromLines, ...fromPackages]);
}

export function firstOfEach<T>(guesses: readonly Guess<T>[]): readonly Guess<T>[] {
  const seen = new Set<T>();
  return guesses.filter(({ value }) => !seen.has(value) && seen.add(value));
}

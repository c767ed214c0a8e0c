import { knownPurposes, providedNames } from './known-names-table.ts';
import { publicPrefixes } from './public-prefix.ts';
import type { EnvType } from './use.ts';

const secretWord =
  /^(?:RELEASE|ERLANG|RABBITMQ_ERLANG)_COOKIE$|(?:^|_)(?:SECRETS?|PASSWORDS?|PASSWD|PASS|PASSPHRASE|PWD|TOKENS?|PRIVATE_KEY|API_?KEYS?|APIKEY|SERVICE_ROLE|CREDENTIALS?|SALT|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|AUTH_KEY|ACCESS_KEY|LICENSE_KEY|WEBHOOK_URL|PAT|COOKIE_KEY|HMAC|PEPPER)(?:_|$)|(?:^|_)KEY$|SECRET_KEY|^SECRET|^APP_KEY$|_KEY_BASE$|JWK|CONNECTION_STRING/;
const openWord =
  /PUBLISHABLE|(?:^|_)PUBLIC(?:_|$)|(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|COOKIE|SESSION)_(?:ID|NAME|PATH|FILE|URL|TTL|EXPIR\w*|LIFETIME|LENGTH|ALGORITHM|HEADER|PREFIX|ROUNDS|TIMEOUT|VERSION|ISSUER|AUDIENCE|DAYS|HOURS|MINUTES|SECONDS|ENABLED|LIMIT|MAX|MIN|COUNT|TYPE)(?:_|$)|(?:^|_)(?:MAX|MIN|NUM|COUNT|LIMIT|USE|ENABLE|DISABLE)_\w*TOKENS?|SITE_?KEY|ANON_KEY|CLIENT_ID|ACCESS_KEY_ID|(?:^|_)(?:PARTITION|CACHE|PRIMARY|SORT|STORAGE|INDEX)_KEY|TOKENS_PER/;
/** Addresses that carry a password as a rule. */
const credentialUrl =
  /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|VALKEY|AMQP|RABBITMQ|CLOUDAMQP|KAFKA|BROKER|CELERY_BROKER|CLICKHOUSE|DIRECT|SHADOW_DATABASE|ELASTICSEARCH|JDBC)_?(?:\w+_)?(?:URL|URI|DSN)S?$|^(?:DIRECT_URL|CLOUDINARY_URL|MAILER_DSN|EMAIL_URL)$|SQLALCHEMY_DATABASE_UR[IL]/;

/** Words that mean a secret even where everybody can read the value: keys as such are often made for browsers. */
const neverPublic =
  /SECRET|PASSWORD|PASSWD|PRIVATE_KEY|SERVICE_ROLE|CREDENTIAL|MASTER_KEY|SIGNING_KEY|ENCRYPTION_KEY/;

/** Whether a value of this name must not be seen. */
export function isSecretName(name: string, isPublic = false): boolean {
  const upper = name.toUpperCase();
  if (isPublic)
    return (neverPublic.test(upper) || credentialUrl.test(upper)) && !openWord.test(withoutPrefix(upper));
  if (credentialUrl.test(upper) && !upper.endsWith('_REST_URL')) return true;
  return secretWord.test(upper) && !openWord.test(upper);
}

/** What a variable of this name is usually for; null when the name does not tell. */
export const purposeOf = (name: string): string | null =>
  knownPurposes.find(([pattern]) => pattern.test(withoutPrefix(name)))?.[1] ?? null;

const withoutPrefix = (name: string): string =>
  name.slice(publicPrefixes.find(({ prefix }) => name.startsWith(prefix))?.prefix.length ?? 0);

/** Who sets it without being asked; null when somebody has to. */
export const providerOf = (name: string): string | null =>
  providedNames.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** The type a name promises when no code says one. */
export function typeOfName(name: string): EnvType | null {
  const upper = name.toUpperCase();
  if (/(?:^|_)PORT$/.test(upper)) return 'port';
  if (/(?:^|_)(?:URL|URI|DSN|ORIGIN|ENDPOINT)$/.test(upper) && !/CALLBACK|REDIRECT|PATH/.test(upper))
    return 'url';
  if (/(?:^|_)(?:ENABLED|DISABLED)$|^(?:ENABLE|DISABLE|IS|HAS|USE)_|^DEBUG$/.test(upper)) return 'boolean';
  if (
    /(?:^|_)(?:TIMEOUT|TTL|LIMIT|CONCURRENCY|RETRIES|MAX_CONNECTIONS|POOL_SIZE|WORKERS|THREADS)(?:_MS|_SECONDS)?$/.test(
      upper,
    )
  )
    return 'number';
  return null;
}

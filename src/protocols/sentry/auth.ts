import type { Json } from '../../model/json.ts';
import { isKey, readDsn } from './dsn.ts';
import { SentryError } from './error.ts';

export interface Sender {
  readonly publicKey: string;
  /** From the path or the DSN; null where neither names one. */
  readonly projectId: string | null;
  /** `sentry.javascript.node/11.12.0`. */
  readonly client: string | null;
  readonly version: number | null;
}

export interface AuthParts {
  readonly query: URLSearchParams;
  /** `X-Sentry-Auth`, or an `Authorization` that begins with `Sentry`. */
  readonly header: string | null;
  /** The `dsn` of the envelope header. */
  readonly dsn: Json | undefined;
  /** `/api/{this}/envelope/`; null in tunnel mode. */
  readonly pathProject: string | null;
}

/** Who sends: query, header or envelope name a key; where more than one does, they must agree. Throws `SentryError` (`auth`). */
export function readSender({ query, header, dsn, pathProject }: AuthParts): Sender {
  const fields = authFields(header);
  const parsed = typeof dsn === 'string' ? readDsn(dsn) : null;
  if (typeof dsn === 'string' && parsed === null) throw refused('the dsn of the envelope cannot be read');
  const publicKey = agreed('keys', [
    query.get('sentry_key'),
    fields.get('sentry_key') ?? null,
    parsed?.publicKey ?? null,
  ]);
  if (publicKey === null)
    throw refused('no sentry_key: send it in the query, in X-Sentry-Auth or as dsn of the envelope');
  if (!isKey(publicKey)) throw refused('the sentry_key has characters a key never has');
  const version = query.get('sentry_version') ?? fields.get('sentry_version') ?? '';
  return {
    publicKey,
    projectId: agreed('projects', [pathProject, parsed?.projectId ?? null]),
    client: (query.get('sentry_client') ?? fields.get('sentry_client'))?.slice(0, 200) ?? null,
    version: /^\d{1,3}(\.\d{1,3})?$/.test(version) ? Number(version) : null,
  };
}

const refused = (message: string): SentryError => new SentryError('auth', message);

function agreed(what: string, given: readonly (string | null)[]): string | null {
  const different = [...new Set(given.filter((each) => each !== null))];
  if (different.length > 1) throw refused(`the ${what} in query, header and envelope differ`);
  return different[0] ?? null;
}

const maxHeader = 4000;
const noFields: ReadonlyMap<string, string> = new Map();

/** `Sentry sentry_key=..., sentry_version=7`: commas or spaces between, quotes allowed. */
function authFields(header: string | null): ReadonlyMap<string, string> {
  if (header === null) return noFields;
  const text = header.slice(0, maxHeader).trim();
  const match = /^sentry[\s,]+(.*)$/is.exec(text);
  const pairs = (match?.[1] ?? '').split(/[,\s]+/).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)), unquoted(pair.slice(at + 1))] as const;
  });
  return new Map(pairs);
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1');

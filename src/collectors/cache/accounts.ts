import type { Manifest, ManifestTestAccount } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';
import { Visitor } from './visiting.ts';
import type { Asking } from '../pages/crawling/asking.ts';

/** A test account with its session. */
export interface SignedIn {
  readonly visitor: Visitor;
  /** What names this account on its pages: its mail address, its user name. Never its password. */
  readonly identities: readonly string[];
}

const maxSecretBytes = 4096;
/** Shorter texts stand on any page. */
const minIdentity = 5;
const secretField = /pass|secret|token|otp|code|pin|csrf/i;

/** Logs an account in over https, and never sends its secrets to a host that is not ours or not trusted. */
export async function signIn(
  account: ManifestTestAccount,
  about: { readonly outside: Outside; readonly asking: Asking; readonly manifest: Manifest },
): Promise<Result<SignedIn>> {
  const { outside, asking, manifest } = about;
  const fields = await resolved(outside, account.form);
  if (!fields.ok) return fields;
  const headers = await resolved(outside, account.headers);
  if (!headers.ok) return headers;
  const visitor = new Visitor(account.id, asking, {
    nowMs: outside.clock.now(),
    headers: Object.entries(headers.value),
    isCertificateRequired: true,
  });
  const identities = Object.entries(fields.value)
    .filter(([name, value]) => !secretField.test(name) && value.length >= minIdentity)
    .map(([, value]) => value.toLowerCase());
  if (account.login === null) return ok({ visitor, identities });
  const { canonicalHost, domain } = manifest.product;
  const url = new URL(account.login.url, `https://${canonicalHost ?? domain}/`);
  if (url.protocol !== 'https:' || !isOwnHost(manifest, url.hostname))
    return failure('forbidden', `${url.href} is no https address of this product: no password is sent there`);
  const answer = await visitor.send({
    url: url.href,
    method: account.login.method,
    ...(account.isJson
      ? { type: 'application/json', body: JSON.stringify(fields.value) }
      : {
          type: 'application/x-www-form-urlencoded',
          body: new URLSearchParams(fields.value).toString(),
        }),
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status >= 400 || visitor.cookieCount === 0)
    return failure(
      'permission',
      `the test account ${account.id} could not log in: ${url.pathname} answers ${status}${status < 400 ? ' and sets no cookie' : ''}`,
    );
  return ok({ visitor, identities });
}

/** Values that are references, read where they are needed and kept nowhere. */
async function resolved(
  outside: Outside,
  values: Readonly<Record<string, string>>,
): Promise<Result<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = await resolvedText(outside, value);
    if (!text.ok) return text;
    found[name] = text.value;
  }
  return ok(found);
}

async function resolvedText(outside: Outside, value: string): Promise<Result<string>> {
  if (value.startsWith('env:')) {
    const text = outside.env.get(value.slice(4));
    return text === undefined || text === ''
      ? failure('not-found', `${value}: this environment variable is not set`)
      : ok(text);
  }
  if (!value.startsWith('file:')) return ok(value);
  const text = await outside.files.readText(value.slice(5), { maxBytes: maxSecretBytes });
  return text.ok
    ? ok(text.value.replace(/\r?\n$/, ''))
    : failure(text.error.kind, `${value}: ${text.error.message}`);
}

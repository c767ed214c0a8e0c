import type { Manifest, ManifestTestAccount } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { textsBehind } from '../../secrets/behind.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';
import { Visitor } from './visiting.ts';
import type { Asking } from '../pages/crawling/asking.ts';

/** A test account with its session. */
export interface SignedIn {
  readonly visitor: Visitor;
  /** What names this account on its pages: its mail address, its user name. Never its password. */
  readonly identities: readonly string[];
}

/** Shorter texts stand on any page. */
const minIdentity = 5;
const secretField = /pass|secret|token|otp|code|pin|csrf/i;

/** Logs an account in over https, and never sends its secrets to a host that is not ours or not trusted. */
export async function signIn(
  account: ManifestTestAccount,
  about: { readonly outside: Outside; readonly asking: Asking; readonly manifest: Manifest },
): Promise<Result<SignedIn>> {
  const { outside, asking, manifest } = about;
  const fields = await textsBehind(account.form, outside);
  if (!fields.ok) return fields;
  const headers = await textsBehind(account.headers, outside);
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

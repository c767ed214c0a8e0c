import type { ManifestTestAccount } from '../../../model/manifest.ts';
import { signIn } from '../../../collectors/cache/accounts.ts';
import type { Answered, Asking } from './holders.ts';

/** Signs in once, as the audit does. A refusal may have other reasons than a deleted account: alone it proves nothing. */
export async function askAccount(account: ManifestTestAccount, asking: Asking): Promise<Answered> {
  const { outside, manifest, signal } = asking;
  const secret = JSON.stringify([account.id, account.form, account.headers]);
  if (account.login === null)
    return {
      state: 'unclear',
      said: 'not asked: it signs in by header alone, nowhere in particular',
      secret,
    };
  const signed = await signIn(account, { outside, manifest, asking: { http: outside.http, signal } });
  if (signed.ok) return { state: 'open', said: `${account.login.url} still signs it in`, secret };
  return signed.error.kind === 'permission'
    ? { state: 'ended', said: signed.error.message, secret, isWeak: true }
    : { state: 'unclear', said: `no plain answer: ${signed.error.message}`, secret };
}

import { secretBehind } from '../../../secrets/behind.ts';
import { serverUrl } from '../../serve/client.ts';
import type { Answered, Asking } from './holders.ts';

const path = '/api/overview';

/** Our own server knows a token or answers 401; 403 is a token that is known and may do less. */
export async function askServer(
  server: string,
  reference: string,
  { outside, signal }: Asking,
): Promise<Answered> {
  const base = serverUrl(server);
  const secret = await secretBehind(reference, outside);
  if (!secret.ok) return { state: 'unclear', said: `not asked: ${secret.error.message}`, secret: null };
  const answer = await outside.http.request({
    url: `${base}${path}`,
    headers: [['authorization', `Bearer ${secret.value}`]],
    timeoutMs: 20_000,
    maxBodyBytes: 1024 * 1024,
    signal,
  });
  if (!answer.ok)
    return { state: 'unclear', said: `no plain answer: ${answer.error.message}`, secret: secret.value };
  const { status } = answer.value;
  const state = status === 401 ? 'ended' : status === 403 || status < 300 ? 'open' : 'unclear';
  return { state, said: `GET ${path} answered ${status}`, secret: secret.value };
}

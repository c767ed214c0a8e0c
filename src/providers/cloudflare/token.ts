import { z } from 'zod';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { CloudflareClient } from './client.ts';
import type { CloudflareOptions, Door } from './client.ts';
import { expected } from './state.ts';

export interface TokenState {
  readonly status: 'active' | 'disabled' | 'expired';
  /** ISO date; null: the token never ends, which is worth telling. */
  readonly expiresOn: string | null;
}

const verified = z.object({
  status: z.enum(['active', 'disabled', 'expired']),
  expires_on: z.string().nullish(),
});

/** Whether the token is alive, before anything is planned with it. */
export async function verifyToken(
  options: CloudflareOptions,
  outside: Door,
  signal: AbortSignal,
): Promise<Result<TokenState>> {
  const client = new CloudflareClient(options, outside);
  const answered = await expected(client, { method: 'GET', path: '/user/tokens/verify', signal });
  if (!answered.ok) return answered;
  const parsed = verified.safeParse(answered.value.result);
  if (!parsed.success) return failure('protocol', 'Cloudflare described the token in a form we do not know');
  return ok({ status: parsed.data.status, expiresOn: parsed.data.expires_on ?? null });
}

import type { ManifestProvider } from '../../../model/manifest.ts';
import type { Result, WorldError } from '../../../model/outside.ts';
import { verifyToken, type TokenState } from '../../../providers/cloudflare/token.ts';
import { secretBehind } from '../../../secrets/behind.ts';
import { openProvider } from '../../fix/provider.ts';
import type { Answered, Asking } from './holders.ts';

type Said = Pick<Answered, 'state' | 'said'>;

/** Asks with the very call our changes begin with, so that a token that could still change something is never called dead. */
export async function askProvider(entry: ManifestProvider, asking: Asking): Promise<Answered> {
  const { outside, signal } = asking;
  const secret = entry.token === null ? null : await secretBehind(entry.token, outside);
  if (secret?.ok === false)
    return { state: 'unclear', said: `not asked: ${secret.error.message}`, secret: null };
  const provider = await openProvider(entry, outside);
  const looked = await (provider.readSome?.([], signal) ?? provider.read(signal));
  const value = secret?.value ?? null;
  if (entry.kind !== 'cloudflare' || value === null)
    return { ...saidBy(entry, looked), secret: value ?? `no key of ${entry.id}` };
  const baseUrl = entry.options['api'];
  const token = await verifyToken(
    { zone: entry.zone, token: value, ...(typeof baseUrl === 'string' ? { baseUrl } : {}) },
    outside,
    signal,
  );
  const endsAt = token.ok && token.value.expiresOn !== null ? Date.parse(token.value.expiresOn) : Number.NaN;
  return {
    ...saidByCloudflare(entry, looked, token),
    secret: value,
    ...(Number.isNaN(endsAt) ? {} : { endsAt }),
  };
}

const open = (said: string): Said => ({ state: 'open', said });
const ended = (said: string): Said => ({ state: 'ended', said });
const unclear = (error: WorldError): Said => ({
  state: 'unclear',
  said: `no plain answer: ${error.message}`,
});

function saidBy({ kind, zone }: ManifestProvider, looked: Result<unknown>): Said {
  if (looked.ok) return open(`${kind} still shows ${zone}`);
  const { error } = looked;
  if (error.kind === 'permission') return ended(error.message);
  // A key that is let in and only finds no such zone is alive.
  if (kind === 'powerdns' && error.kind === 'not-found')
    return open(`PowerDNS takes the key, though it has no zone ${zone}`);
  return kind === 'rfc2136' && /\(BAD(?:KEY|SIG)\)/.test(error.message)
    ? ended(error.message)
    : unclear(error);
}

/** `/user/tokens/verify` answers 401 to tokens of accounts too: only together with a refused look at the zone it is a proof. */
function saidByCloudflare(
  { zone }: ManifestProvider,
  looked: Result<unknown>,
  token: Result<TokenState>,
): Said {
  if (looked.ok) return open(`Cloudflare still shows ${zone}`);
  if (token.ok && token.value.status === 'active')
    return open(`Cloudflare calls the token active, though it does not show ${zone}`);
  if (looked.error.kind === 'not-found')
    return open(`Cloudflare takes the token, though it sees no zone ${zone}`);
  if (looked.error.kind !== 'permission') return unclear(looked.error);
  if (token.ok) return ended(`Cloudflare calls the token ${token.value.status} and does not show ${zone}`);
  const isUnknown = token.error.kind === 'permission' && token.error.code !== '403';
  return isUnknown
    ? ended(
        `GET /user/tokens/verify answered ${token.error.code ?? '401'}, GET /zones ${looked.error.code ?? '401'}: Cloudflare does not know it any more`,
      )
    : unclear(token.error);
}

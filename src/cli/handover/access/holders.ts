import type { AccessState } from '../../../model/handover.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Outside } from '../../../model/outside.ts';
import type { ParsedOptions } from '../../command.ts';
import { askAccount } from './ask-account.ts';
import { askKey } from './ask-key.ts';
import { askProvider } from './ask-provider.ts';
import { askServer } from './ask-server.ts';

export interface Asking {
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly signal: AbortSignal;
}

/** What was answered about one key. */
export interface Answered {
  readonly state: AccessState;
  readonly said: string;
  /** The key itself, to know it again by its digest; null: it could not be read. */
  readonly secret: string | null;
  /** When it ends by itself; milliseconds since 1970. */
  readonly endsAt?: number;
  /** A refusal that proves nothing by itself: it counts only for a key that was seen letting in before. */
  readonly isWeak?: boolean;
}

/** Something that lets us in until it is taken away. */
export interface Holder {
  readonly id: string;
  readonly what: string;
  readonly reaches: string;
  readonly takeAway: string;
  readonly ask: (asking: Asking) => Promise<Answered>;
}

/** Everything declared that lets us in: tokens of providers, test accounts, our server's token, further keys. */
export function holdersOf(manifest: Manifest, options: ParsedOptions): readonly Holder[] {
  const server = options.text('server');
  return [
    ...manifest.providers
      .filter(({ kind }) => kind !== 'zonefile' && kind !== 'memory')
      .map((entry): Holder => ({
        id: `token ${entry.id}`,
        what: `${entry.kind} token (${entry.token ?? 'none'})`,
        reaches: entry.zone,
        takeAway: takeAwayAt[entry.kind] ?? `revoke it at ${entry.kind}`,
        ask: (asking) => askProvider(entry, asking),
      })),
    ...manifest.testAccounts.map((account): Holder => ({
      id: `test-account ${account.id}`,
      what: `test account ${account.id}`,
      reaches: account.login?.url ?? 'by header',
      takeAway: 'delete the account, or change its password',
      ask: (asking) => askAccount(account, asking),
    })),
    ...(server === undefined ? [] : [serverHolder(server, options.text('token'))]),
    ...options.list('key').map((reference): Holder => ({
      id: `key ${reference}`,
      what: `key (${reference})`,
      reaches: 'its vendor',
      takeAway: 'delete it in the settings of its vendor',
      ask: (asking) => askKey(reference, asking),
    })),
  ];
}

const takeAwayAt: Readonly<Record<string, string>> = {
  cloudflare: 'delete it at dash.cloudflare.com: My Profile, or Manage Account, then API Tokens',
  powerdns: 'change api-key in pdns.conf, and restart the server',
  rfc2136: 'take the key out of the name server’s configuration, and reload it',
};

function serverHolder(server: string, token = 'env:LAUNCH_READY_TOKEN'): Holder {
  return {
    id: `server ${server}`,
    what: `token of the watch (${token})`,
    reaches: server,
    takeAway: 'revoke it there: Settings, then Tokens',
    ask: (asking) => askServer(server, token, asking),
  };
}

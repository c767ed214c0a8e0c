import { chmodSync, chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePlace,
  runProgram,
  serverFolder,
  startServer,
  type Place,
  type RunningServer,
  type ServerFolder,
} from './server-process.ts';
import { greets } from './speaks.ts';

export interface PostfixOptions {
  readonly name: string;
  /** Signs what comes in. */
  readonly milter?: Place;
  /** Where mail for a domain goes. `encrypt`: refuses to send without TLS, as a receiver with DANE or MTA-STS makes it. */
  readonly routes: readonly {
    readonly domain: string;
    readonly to: Place;
    readonly tls?: 'may' | 'encrypt';
  }[];
  /** Addresses whose mail is kept in a maildir below `folder`, owned by nobody. */
  readonly mailboxes?: { readonly folder: string; readonly addresses: Readonly<Record<string, string>> };
  /** PEM of roots trusted when sending. */
  readonly caPem?: string;
}

export interface RunningPostfix extends RunningServer {
  readonly log: () => string;
}

const nobody = 65_534;
const daemons = '/usr/lib/postfix/sbin';

/**
 * Postfix of its own: own configuration, queue and data, on a loopback port. It must start as root, since each of its programs changes to
 * a user of its own. It retries after a second and gives up at once for failures that last.
 */
export async function startPostfix(options: PostfixOptions): Promise<RunningPostfix> {
  const folder = serverFolder();
  const place = await freePlace();
  chmodSync(folder.path, 0o755);
  for (const [name, owner] of [
    ['queue', 0],
    ['data', Number(runProgram('id', ['-u', 'postfix'], folder.path))],
  ] as const) {
    mkdirSync(join(folder.path, name));
    chownSync(join(folder.path, name), owner, 0);
  }
  folder.file('main.cf', mainConfig(options, folder));
  folder.file('master.cf', masterConfig(place));
  if (options.caPem !== undefined) folder.file('roots.pem', options.caPem);
  runProgram('postfix', ['-c', folder.path, 'check'], folder.path);
  const server = await startServer({
    command: join(daemons, 'master'),
    args: ['-c', folder.path, '-d'],
    folder,
    place,
    isReady: greets(`220 ${options.name}`),
    isRootKept: true,
  });
  return {
    ...server,
    log: () => readFileSync(join(folder.path, 'mail.log'), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const inline = (rows: readonly string[]): string =>
  rows.length === 0 ? '' : `inline:{ ${rows.map((row) => `{ ${row} }`).join(', ')} }`;

function mainConfig(options: PostfixOptions, { path }: ServerFolder): string {
  const { routes, milter, mailboxes } = options;
  const own = Object.keys(mailboxes?.addresses ?? {});
  return `
compatibility_level = 3.6
myhostname = ${options.name}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
queue_directory = ${path}/queue
data_directory = ${path}/data
maillog_file = ${path}/mail.log
maillog_file_prefixes = ${path}
alias_maps =
local_recipient_maps =
recipient_delimiter = +
smtp_dns_support_level = disabled
smtp_tls_security_level = may
${options.caPem === undefined ? '' : `smtp_tls_CAfile = ${path}/roots.pem`}
smtp_tls_policy_maps = ${inline(routes.map(({ to, tls }) => `[${to.address}]:${to.port} = ${tls ?? 'may'}`))}
transport_maps = ${inline(routes.map(({ domain, to }) => `${domain} = relay:[${to.address}]:${to.port}`))}
smtpd_relay_restrictions = permit_mynetworks, reject
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
maximal_queue_lifetime = 8s
bounce_queue_lifetime = 8s
${milter === undefined ? '' : `smtpd_milters = inet:${milter.address}:${milter.port}\nnon_smtpd_milters = inet:${milter.address}:${milter.port}\nmilter_default_action = tempfail`}
${
  mailboxes === undefined
    ? ''
    : `virtual_mailbox_domains = ${[...new Set(own.map((one) => one.slice(one.indexOf('@') + 1)))].join(' ')}
virtual_mailbox_base = ${mailboxes.folder}
virtual_mailbox_maps = ${inline(own.map((one) => `${one} = ${mailboxes.addresses[one] ?? ''}`))}
virtual_uid_maps = static:${nobody}
virtual_gid_maps = static:${nobody}
virtual_minimum_uid = 1000`
}
`;
}

/** service, type, private, unprivileged, chroot, wakeup, limit, command: nothing is chrooted. */
const masterConfig = (place: Place): string => `
${place.address}:${place.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`;

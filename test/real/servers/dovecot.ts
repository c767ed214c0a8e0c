import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePlace, serverFolder, startServer, type RunningServer } from './server-process.ts';
import { accepts } from './speaks.ts';

export interface DovecotOptions {
  readonly key: string;
  readonly certificate: string;
  /** User to password. */
  readonly users: Readonly<Record<string, string>>;
}

export interface RunningDovecot extends RunningServer {
  /** Folder with one maildir per user; owned by nobody. */
  readonly mailFolder: string;
}

const nobody = 65_534;

/** Dovecot's IMAP over TLS; each user has a maildir with an inbox and a folder marked as Junk (RFC 6154). Runs as nobody. */
export async function startDovecot(options: DovecotOptions): Promise<RunningDovecot> {
  const folder = serverFolder();
  const place = await freePlace();
  const isRoot = process.getuid?.() === 0;
  const mailFolder = join(folder.path, 'mail');
  for (const user of ['', ...Object.keys(options.users)]) ownFolder(join(mailFolder, user), isRoot);
  folder.file('server.key', options.key);
  folder.file('server.pem', options.certificate);
  folder.file(
    'users',
    Object.entries(options.users)
      .map(([user, password]) => `${user}:{PLAIN}${password}::::::\n`)
      .join(''),
  );
  const account = isRoot ? ['nobody', 'nogroup'] : ['$USER', '$USER'];
  const config = folder.file(
    'dovecot.conf',
    `
base_dir = ${folder.path}/run
state_dir = ${folder.path}/run
protocols = imap
listen = ${place.address}
log_path = /dev/stderr
default_internal_user = ${account[0]}
default_internal_group = ${account[1]}
default_login_user = ${account[0]}
first_valid_uid = 0
ssl = required
ssl_cert = <${folder.path}/server.pem
ssl_key = <${folder.path}/server.key
disable_plaintext_auth = yes
mail_location = maildir:${mailFolder}/%u
passdb {
  driver = passwd-file
  args = ${folder.path}/users
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${mailFolder}/%u
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${place.port}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  );
  const server = await startServer({
    command: 'dovecot',
    args: ['-F', '-c', config],
    folder,
    place,
    isReady: accepts,
  });
  return {
    ...server,
    mailFolder,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

function ownFolder(path: string, isRoot: boolean): void {
  mkdirSync(path, { recursive: true });
  if (isRoot) chownSync(path, nobody, nobody);
}

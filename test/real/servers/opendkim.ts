import { freePlace, serverFolder, startServer, type RunningServer } from './server-process.ts';
import { accepts } from './speaks.ts';

export interface OpendkimOptions {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
  /** Default relaxed/relaxed. */
  readonly canonicalization?: string;
}

/** OpenDKIM as a signing milter for everything that comes from loopback. */
export async function startOpendkim(options: OpendkimOptions): Promise<RunningServer> {
  const folder = serverFolder();
  const place = await freePlace();
  const key = folder.file('signing.pem', options.privateKey);
  const config = folder.file(
    'opendkim.conf',
    `
Syslog no
Background no
AutoRestart no
Mode s
Domain ${options.domain}
Selector ${options.selector}
KeyFile ${key}
Canonicalization ${options.canonicalization ?? 'relaxed/relaxed'}
SignatureAlgorithm rsa-sha256
OversignHeaders From
InternalHosts 127.0.0.0/8
RequireSafeKeys no
PidFile ${folder.path}/opendkim.pid
Socket inet:${place.port}@${place.address}
`,
  );
  const server = await startServer({
    command: 'opendkim',
    args: ['-f', '-x', config],
    folder,
    place,
    isReady: accepts,
  });
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

import { connect } from 'node:net';
import { freePlace, serverFolder, startServer, type Place, type RunningServer } from './server-process.ts';

export interface CaddySite {
  readonly host: string;
  readonly key: string;
  readonly chain: string;
  /** Lines of the site's block. */
  readonly lines: string;
}

/** Caddy with one https site, no administration port and no certificates of its own making. */
export async function startCaddy(site: CaddySite): Promise<RunningServer> {
  const folder = serverFolder();
  const at = await freePlace('127.0.0.1');
  const key = folder.file('site.key', site.key);
  const chain = folder.file('site.pem', site.chain);
  const config = folder.file(
    'Caddyfile',
    `{
  admin off
  auto_https off
  storage file_system ${folder.path}/storage
}
https://${site.host}:${at.port} {
  bind ${at.address}
  tls ${chain} ${key}
  ${site.lines}
}
`,
  );
  const server = await startServer({
    command: 'caddy',
    args: ['run', '--config', config, '--adapter', 'caddyfile'],
    folder,
    place: at,
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

const accepts = ({ address, port }: Place): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

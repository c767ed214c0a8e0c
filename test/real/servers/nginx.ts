import { connect } from 'node:net';
import { freePlace, serverFolder, startServer, type Place, type RunningServer } from './server-process.ts';

export interface NginxSite {
  readonly host: string;
  readonly key: string;
  /** The certificates as they are sent. */
  readonly chain: string;
  /** Lines inside the https server block; default: one small page. */
  readonly lines?: string;
  /** Lines inside the http server block; default: a permanent redirect to https. */
  readonly plainLines?: string;
  /** Lines of the http block this site needs, like the zone of its cache; `{folder}` is the server's own. */
  readonly httpLines?: string;
}

export interface RunningNginx extends RunningServer {
  readonly http: Place;
  readonly https: Place;
}

/** nginx with one https and one http server block per site, told apart by name. */
export async function startNginx(
  sites: readonly NginxSite[],
  places?: { readonly http: Place; readonly https: Place },
): Promise<RunningNginx> {
  const folder = serverFolder();
  const https = places?.https ?? (await freePlace());
  const http = places?.http ?? (await freePlace());
  for (const site of sites) {
    folder.file(`${site.host}.key`, site.key);
    folder.file(`${site.host}.pem`, site.chain);
  }
  const blocks = sites.map((site) => block(site, { http, https, folder: folder.path }));
  const config = folder.file(
    'nginx.conf',
    `
daemon off;
master_process off;
pid ${folder.path}/nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder.path}/${kind};`).join(' ')}
  server_tokens off;
  ${sites.map((site) => (site.httpLines ?? '').replaceAll('{folder}', folder.path)).join('\n')}
  ${blocks.join('\n')}
}
`,
  );
  const server = await startServer({
    command: 'nginx',
    args: ['-p', folder.path, '-e', 'stderr', '-c', config],
    folder,
    place: https,
    isReady: accepts,
  });
  return {
    ...server,
    http,
    https,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const page = `add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
    location = / { default_type text/html; return 200 "<!doctype html><title>Lantern</title><p>Lanterns"; }
    location / { return 404; }`;

function block(
  site: NginxSite,
  at: { readonly http: Place; readonly https: Place; readonly folder: string },
): string {
  return `
  server {
    listen ${at.https.address}:${at.https.port} ssl;
    server_name ${site.host};
    ssl_certificate ${at.folder}/${site.host}.pem;
    ssl_certificate_key ${at.folder}/${site.host}.key;
    ${site.lines ?? `ssl_protocols TLSv1.2 TLSv1.3; ${modernCiphers} ${page}`}
  }
  server {
    listen ${at.http.address}:${at.http.port};
    server_name ${site.host};
    ${site.plainLines ?? 'return 301 https://$host$request_uri;'}
  }`;
}

/** Forward secrecy only, as Mozilla's intermediate profile. */
export const modernCiphers =
  'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305;';
/** TLS 1.0 to 1.2. nginx takes the versions of a port from its first server block, so this wants an nginx of its own. */
export const oldProtocols = `ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"; ${page}`;

const accepts = ({ address, port }: Place): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

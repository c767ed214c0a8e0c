import { page } from '../http/route.ts';
import type { Server } from '../server.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
};

const maxFileBytes = 4 * 1024 * 1024;

/**
 * Files of `dist/web/app`: `/assets/<name>` (names carry a hash, kept for a year) and files beside `index.html`, which answers every
 * other address: the page finds its way by itself.
 */
export async function webFile(server: Pick<Server, 'outside' | 'config'>, path: string): Promise<Response> {
  const isAsset = path.startsWith('/assets/');
  const isFile = /^\/(?:assets\/)?[\w-][\w.-]*\.[a-z0-9]+$/.test(path);
  if (isFile) {
    const found = await read(server, path);
    if (found !== null)
      return fileResponse(path, found, isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
  }
  if (isAsset || isFile) return new Response('There is no such file.\n', { status: 404 });
  const index = await read(server, '/index.html');
  return index === null ? page(notBuilt, 503) : fileResponse('/index.html', index, 'no-cache');
}

async function read(
  { outside, config }: Pick<Server, 'outside' | 'config'>,
  path: string,
): Promise<Uint8Array | null> {
  const file = await outside.files.read(`${config.webFolder}/app${path}`, { maxBytes: maxFileBytes });
  return file.ok ? file.value : null;
}

function fileResponse(path: string, bytes: Uint8Array, caching: string): Response {
  const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return new Response(Buffer.from(bytes), { headers: { 'content-type': type, 'cache-control': caching } });
}

const notBuilt = `<!doctype html><html lang="en"><title>Launch Ready</title><p>The pages are not built: in a clone, run
<code>npm run build</code>. The watch, the API and the <a href="/status">status page</a> work without them.</p></html>`;

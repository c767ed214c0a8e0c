import type { HandoverView } from '../contract.ts';
import { notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Server } from '../server.ts';

const maxPackBytes = 32 * 1024 * 1024;

/** The pack `launch-ready handover` wrote beside the manifest, for who may sign in here. */
export default routes(
  {
    method: 'GET',
    path: '/api/handover',
    access: 'viewer',
    about: 'whether a handover pack was made, and when',
    handle: async ({ server }) => json(await handoverView(server)),
  },
  {
    method: 'GET',
    path: '/api/handover/pack',
    access: 'viewer',
    about: 'the handover pack as a page',
    handle: async ({ server }) => {
      const path = packPath(server);
      const html =
        path === null ? null : await server.outside.files.readText(path, { maxBytes: maxPackBytes });
      if (html === null || !html.ok) throw notFound('handover pack');
      return new Response(html.value, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          // A page of its own that reads without script: nothing in it may act with the session of who opens it.
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups",
        },
      });
    },
  },
);

const packPath = ({ config: { manifestPath } }: Server): string | null =>
  manifestPath === null ? null : manifestPath.replace(/[^/]*$/, 'handover/handover.html');

async function handoverView(server: Server): Promise<HandoverView> {
  const path = packPath(server);
  const found = path === null ? null : await server.outside.files.stat(path);
  if (found === null || !found.ok || found.value.kind !== 'file') return { pack: null };
  const { modifiedAt, sizeBytes } = found.value;
  return { pack: { at: modifiedAt, sizeBytes, href: '/api/handover/pack' } };
}

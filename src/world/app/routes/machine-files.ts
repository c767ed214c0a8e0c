import type { AppDeps } from '../deps.ts';
import { publicPage } from '../guard.ts';
import type { RouteInput } from './route-input.ts';

const dayMs = 86_400_000;
const publicPaths = ['/', '/listings', '/community', '/members', '/waitlist', '/about', '/privacy', '/terms'];

/** What machines read: assets, robots.txt, sitemap, security.txt, app links. */
export function machineRoutes({ app, deps, assets }: RouteInput): void {
  app.get('/assets/:name', (context) => {
    const asset = assets.find(context.req.path);
    if (asset === null) return context.text('Not found\n', 404);
    const etag = `"${asset.path.slice('/assets/'.length)}-${asset.body.length}"`;
    const headers = { 'content-type': asset.type, 'cache-control': asset.cacheControl, etag };
    return context.body(asset.body, 200, headers);
  });
  app.get('/favicon.ico', (context) =>
    context.body(assets.logo.body, 200, {
      'content-type': assets.logo.type,
      'cache-control': 'public, max-age=86400',
    }),
  );
  app.get('/robots.txt', (context) => plain(context.text(robots(deps))));
  app.get('/sitemap.xml', async (context) => {
    const slugs = (await deps.store.listings.all()).map((listing) => `/listings/${listing.slug}`);
    const urls = [...publicPaths, ...slugs].map(
      (path) => `<url><loc>${deps.plan.canonicalOrigin}${path}</loc></url>`,
    );
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`;
    return context.body(text, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': publicPage,
    });
  });
  app.get('/.well-known/security.txt', (context) => {
    const days = deps.plan.securityTxtExpiresInDays;
    return days === null ? context.text('Not found\n', 404) : plain(context.text(securityText(deps, days)));
  });
  app.get('/.well-known/apple-app-site-association', (context) =>
    context.json(
      { applinks: { details: [{ appIDs: [appleAppId], components: [{ '/': '/listings/*' }] }] } },
      200,
      {
        'cache-control': 'public, max-age=3600',
      },
    ),
  );
  app.get('/.well-known/assetlinks.json', (context) =>
    context.json([androidLink], 200, { 'cache-control': 'public, max-age=3600' }),
  );
}

export const appleAppId = 'A1B2C3D4E5.shop.harbormarket.app';
export const androidPackage = 'shop.harbormarket.app';
const androidLink = {
  relation: ['delegate_permission/common.handle_all_urls'],
  target: {
    namespace: 'android_app',
    package_name: androidPackage,
    sha256_cert_fingerprints: [
      Array.from({ length: 32 }, (_, index) => (index * 7 + 16).toString(16).toUpperCase()).join(':'),
    ],
  },
};

const robots = (deps: AppDeps): string =>
  deps.plan.robots ??
  `User-agent: *\nDisallow: /account\nDisallow: /cart\nDisallow: /messages\nSitemap: ${deps.plan.canonicalOrigin}/sitemap.xml\n`;

/** RFC 9116. */
const securityText = (deps: AppDeps, days: number): string =>
  `Contact: mailto:security@${deps.domain}\n` +
  `Expires: ${new Date(deps.clock.now() + days * dayMs).toISOString().replace(/\.\d+/, '')}\n` +
  `Preferred-Languages: en, de\nCanonical: https://${deps.domain}/.well-known/security.txt\n`;

function plain(response: Response): Response {
  response.headers.set('cache-control', 'public, max-age=3600');
  response.headers.set('content-type', 'text/plain; charset=utf-8');
  return response;
}

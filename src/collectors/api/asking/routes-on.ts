import type { RouteAnswer } from '../../../facts/api/routes.ts';
import type { DoneCrawl } from '../../../facts/pages/crawl.ts';
import type { CollectContext } from '../../../model/collector.ts';
import { mediaType } from '../../../protocols/http/fields.ts';
import { routeAddress } from '../../../protocols/http/route-address.ts';

export type AskedRoute = Pick<RouteAnswer, 'id' | 'method' | 'url' | 'needsAuth' | 'isDeclared'>;

const maxRoutes = 16;
const placeholder = /\/:[a-z_]\w*|\/\{[^}/]*\}/i;

export const hasPlaceholder = (url: string): boolean => placeholder.test(url);
export const filledRoute = (url: string, id: string): string =>
  url.replace(placeholder, `/${encodeURIComponent(id)}`);

/** Declared routes of this host that name one address, and JSON addresses the crawl met; webhooks are left alone. */
export function routesOn(
  { manifest, target }: Pick<CollectContext, 'manifest' | 'target'>,
  done: DoneCrawl,
): readonly AskedRoute[] {
  const declared = manifest.routes
    .filter(({ isWebhook, url }) => !isWebhook && !hasPlaceholder(url))
    .flatMap(({ id, method, url, needsAuth }) => {
      const address = routeAddress(manifest, url);
      return address === null || new URL(address).hostname !== target.name
        ? []
        : [{ id, method: method.toUpperCase(), url: address, needsAuth, isDeclared: true }];
    });
  const known = new Set(declared.map(({ url }) => url));
  const met = done.pages
    .filter(
      ({ url, status, fields }) => status === 200 && !known.has(url) && /[/+]json$/.test(mediaType(fields)),
    )
    .map(({ url }) => ({
      id: new URL(url).pathname,
      method: 'GET',
      url,
      needsAuth: false,
      isDeclared: false,
    }));
  return [...declared, ...met].slice(0, maxRoutes);
}

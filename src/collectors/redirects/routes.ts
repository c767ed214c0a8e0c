import { collector } from '../../model/collector.ts';
import type { Manifest, ManifestRoute } from '../../model/manifest.ts';
import entry from '../../facts/redirects/entry.ts';
import routes from '../../facts/redirects/routes.ts';
import { isSilent } from '../../protocols/http/walk-reading.ts';
import { inTurn } from './walking/in-turn.ts';
import { walk } from './walking/walk.ts';

const maxRoutes = 30;

/**
 * HEAD to each declared route that takes another method. Redirects are decided before the method is looked at, so this shows
 * them without ever posting anything to a live system.
 */
export default collector({
  yields: routes,
  inputs: { entry },
  limits: { timeoutMs: 60_000 },
  async collect({ target, inputs, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const isSpeaking = inputs.entry.isAsked && !isSilent(inputs.entry.https);
    const wanted = isSpeaking ? routesOf(manifest, target.name) : [];
    const walked = await inTurn(wanted, 3, async ({ route, url }) => ({
      id: route.id,
      method: route.method.toUpperCase(),
      isWebhook: route.isWebhook,
      walk: await walk({ http: outside.http, signal }, url, { method: 'HEAD' }),
    }));
    return {
      state: 'known',
      value: { routes: [...walked] },
      source: `https://${target.name}/`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

function routesOf(manifest: Manifest, host: string): readonly { route: ManifestRoute; url: string }[] {
  const home = `https://${defaultHost(manifest)}/`;
  return manifest.routes
    .filter((route) => !['GET', 'HEAD'].includes(route.method.toUpperCase()))
    .flatMap((route) => {
      const url = addressOf(route, home);
      return url !== null && url.hostname === host ? [{ route, url: url.href }] : [];
    })
    .slice(0, maxRoutes);
}

/** A path belongs to the api host, or to the canonical host when there is none (`ManifestRoute.url`). */
function defaultHost({ hosts, product }: Manifest): string {
  const api = hosts.find((host) => host.role === 'api');
  return api?.name ?? product.canonicalHost ?? product.domain;
}

/** `:id` and `{id}` in a path become a value that names nothing. */
function addressOf(route: ManifestRoute, home: string): URL | null {
  const text = route.url.replace(/\/:[a-z_]\w*|\/\{[^}/]*\}/gi, '/launch-ready-probe');
  return URL.canParse(text, home) ? new URL(text, home) : null;
}

import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import routes from '../../facts/redirects/routes.ts';
import type { RouteWalks } from '../../facts/redirects/routes.ts';
import { table } from '../../model/evidence.ts';
import { keepsMethod } from '../../protocols/http/redirect-status.ts';

export default check({
  title: 'Webhooks and API calls arrive as they were sent',
  failingTitle: 'A redirect turns POST into GET: webhooks or API calls arrive empty',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'After 301, 302 or 303 clients repeat the call as GET without its body, and most webhook senders follow no redirect at all.',
  sources: [rfc(9110, '15.4.2'), rfc(9110, '15.4.9')],
  needs: { entry, routes },
  fix: 'Declare and register the final address of the route. Where a redirect must stay, use 307 or 308.',
  effortMinutes: 20,
  reproduce: ({ target, manifest }) =>
    manifest.routes
      .filter((route) => route.url.includes(target.name))
      .slice(0, 3)
      .map((route) => `curl -sSI '${route.url}'`)
      .join('; ') || `curl -sSI https://${target.name}/`,
  judge: ({ entry: seen, routes: { routes: walked } }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    if (walked.length === 0) return notApplicable('no route that takes POST or the like is declared here');
    const hurt = walked.filter(isHurt);
    const silent = walked.find(({ walk }) => walk.end.kind === 'failed');
    if (hurt.length === 0 && silent !== undefined)
      return unknown(`whether ${silent.walk.start} redirects`, `curl -sSkI '${silent.walk.start}'`);
    if (hurt.length === 0)
      return pass(`${walked.length} ${walked.length === 1 ? 'route' : 'routes'} without a harmful redirect`);
    const names = hurt.map((route) => `${route.method} ${route.walk.start}`).slice(0, 3);
    return fail(`${hurt.length} of ${walked.length} declared routes redirect: ${names.join(', ')}`, {
      evidence: [
        table(
          'Routes behind a redirect (asked with HEAD)',
          ['route', 'status', 'leads to'],
          hurt.map(({ id, walk }) => [id, walk.hops.map((hop) => hop.status).join(', '), walk.end.url]),
        ),
      ],
    });
  },
});

/** A webhook sender follows nothing; any other client loses the method unless every hop keeps it. */
const isHurt = ({ isWebhook, walk }: RouteWalks['routes'][number]): boolean =>
  walk.hops.length > 0 && (isWebhook || !walk.hops.every((hop) => keepsMethod(hop.status)));

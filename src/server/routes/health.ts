import { json, routes } from '../http/route.ts';
import { metricsText } from '../metrics/metrics.ts';

export default routes(
  {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    about: 'whether this process works: 200, or 503 with the reason',
    handle: async ({ server }) => {
      const store = await server.store.health().catch((cause: unknown) => ({
        isWritable: false,
        detail: cause instanceof Error ? cause.message : String(cause),
      }));
      const { monitors, shed, buffered, undecided } = server.watch.health();
      const isWell = store.isWritable;
      // What is said to everybody names no address, no path and no user.
      const body = {
        status: isWell ? 'ok' : 'failing',
        store: { kind: server.store.kind, isWritable: store.isWritable },
        watch: { isLeader: server.watch.isLeader(), monitors, shed, buffered, undecided },
      };
      return json(body, isWell ? 200 : 503);
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    access: 'viewer',
    about: 'figures for Prometheus; the scraper sends a viewer token',
    handle: async ({ server }) =>
      new Response(await metricsText(server), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
      }),
  },
);

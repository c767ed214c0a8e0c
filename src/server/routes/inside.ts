import { json, routes } from '../http/route.ts';
import type { InsideRange } from '../contract-inside.ts';
import { funnelView } from '../views/funnel.ts';
import { logsView } from '../views/logs.ts';
import { performanceView } from '../views/performance.ts';
import { ranges } from '../views/ranges.ts';
import { traceView } from '../views/trace.ts';

const rangeOf = (asked: string | null): InsideRange =>
  (Object.keys(ranges) as readonly InsideRange[]).find((each) => each === asked) ?? '24h';

export default routes(
  {
    method: 'GET',
    path: '/api/performance',
    access: 'viewer',
    about: 'requests by route with their budgets, N+1, third parties, vitals, slow traces',
    handle: async ({ server, query }) =>
      json(
        await performanceView(server, {
          environment: query('environment'),
          range: rangeOf(query('range')),
          route: query('route'),
        }),
      ),
  },
  {
    method: 'GET',
    path: '/api/traces/:id',
    access: 'viewer',
    about: 'one request through the product, span by span',
    handle: async ({ server, param }) => json(await traceView(server, param('id'))),
  },
  {
    method: 'GET',
    path: '/api/logs',
    access: 'viewer',
    about: 'what the logs say: leaks, repeated errors, patterns',
    handle: async ({ server, query }) => json(await logsView(server, query('environment'))),
  },
  {
    method: 'GET',
    path: '/api/funnel',
    access: 'viewer',
    about: 'from visitor to customer: the last day, and what goes wrong now',
    handle: async ({ server, query }) => json(await funnelView(server, query('environment'))),
  },
);

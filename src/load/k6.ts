import { peakRate } from '../protocols/load/shape.ts';
import type { K6Journeys } from './k6-journeys.ts';
import { k6Visitor } from './k6-visitor.ts';
import { loadHeader, type LoadPlan } from './plan.ts';

/**
 * The plan as a script for k6, for loads beyond one machine: open model (`ramping-arrival-rate`), the same rates, weights,
 * budgets and token; journeys are walked step by step. Header values stand in the environment, never in the script.
 */
export function k6Script(plan: LoadPlan, walks: K6Journeys | null = null): string {
  const { routes, shape } = plan;
  const journeys = walks?.journeys ?? [];
  const isWalked = (id: string): boolean => journeys.some((journey) => journey.id === id);
  const stages = shape.flatMap(({ fromRate, toRate, durationMs }) => [
    { target: whole(fromRate), duration: '0s' },
    { target: whole(toRate), duration: `${Math.max(1, Math.round(durationMs / 1000))}s` },
  ]);
  const workers = Math.max(10, Math.ceil(peakRate(shape) * (plan.timeoutMs / 1000)));
  const options = {
    scenarios: {
      arrivals: {
        executor: 'ramping-arrival-rate',
        startRate: whole(shape[0]?.fromRate ?? 1),
        timeUnit: '1s',
        preAllocatedVUs: Math.min(workers, 500),
        maxVUs: workers,
        stages,
      },
    },
    thresholds: Object.fromEntries([
      ['http_req_failed', ['rate<=0.01']],
      ['dropped_iterations', ['count==0']],
      ...routes.map(({ id, budgetMs }) => [
        `${isWalked(id) ? 'journey' : 'http_req'}_duration{route:${id}}`,
        [`p(95)<=${budgetMs}`],
      ]),
      ...(journeys.length === 0 ? [] : [['checks', ['rate>=0.99']]]),
    ]),
  };
  return `import http from 'k6/http';
${journeys.length === 0 ? '' : "import { check, sleep } from 'k6';\nimport { Trend } from 'k6/metrics';\n"}
export const options = ${JSON.stringify(options, null, 2)};

const routes = ${JSON.stringify(routes.map(k6Route), null, 2)};
const total = routes.reduce((sum, { weight }) => sum + weight, 0);
const common = { ${JSON.stringify(loadHeader)}: ${JSON.stringify(plan.token)} };
${walks === null || journeys.length === 0 ? '' : walksText(walks)}
export default function () {
  let turn = Math.random() * total;
  const route = routes.find(({ weight }) => (turn -= weight) < 0) ?? routes[0];
${journeys.length === 0 ? '' : '  const journey = journeys.find(({ id }) => id === route.id);\n  if (journey !== undefined) return walk(journey);\n'}  const secrets = Object.fromEntries(route.headers.map(([name, variable]) => [name, __ENV[variable]]));
  http.request(route.method, route.url, route.body, {
    headers: { ...common, ...secrets },
    tags: { route: route.id },
    timeout: ${JSON.stringify(`${plan.timeoutMs}ms`)},
    redirects: 0,
  });
}
`;
}

const walksText = ({ journeys, origins, base, ours, inboxes }: K6Journeys): string =>
  [
    ...Object.entries({ journeys, origins, base, ours, inboxes }).map(
      ([name, value]) => `const ${name} = ${JSON.stringify(value, null, 2)};`,
    ),
    k6Visitor,
  ].join('\n');

/** A header's value may be a secret: the script asks for it as `-e HEADER_AUTHORIZATION=...`. */
const k6Route = ({ id, method, url, weight, body, headers }: LoadPlan['routes'][number]) => ({
  id,
  method,
  url,
  weight,
  body,
  headers: headers.map(([name]) => [name, `HEADER_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`]),
});

const whole = (rate: number): number => Math.max(1, Math.round(rate));

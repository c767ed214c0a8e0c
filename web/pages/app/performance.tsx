import type { InsideRange, PerformanceView, RouteRow } from '../../../src/server/contract-inside.ts';
import { plural, tookText } from '../../parts/format.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Fold } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { useState } from 'preact/hooks';
import { followSlowly } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { setQuery } from '../../app/router.ts';
import { percentText } from '../../app/time.ts';
import { useView } from '../../app/use-view.ts';
import { PerformanceProblems } from './performance-problems.tsx';
import { RouteDetail } from './performance-route.tsx';
import { TraceList } from './trace-list.tsx';
import { Vitals } from './vitals.tsx';

const ranges: readonly InsideRange[] = ['1h', '24h', '7d', '30d', '90d'];

/** Which requests are slow or fail, and where their time goes. */
export function PerformancePage({ query }: PageProps) {
  const asked = new URLSearchParams({
    environment: query.get('environment') ?? '',
    range: query.get('range') ?? '24h',
    ...(query.get('route') === null ? {} : { route: query.get('route') ?? '' }),
  });
  const [follow] = useState(() => followSlowly<PerformanceView>());
  const state = useView<PerformanceView>(`/api/performance?${asked}`, follow);
  return <Viewed state={state}>{(view) => <Performance view={view} />}</Viewed>;
}

function Performance({ view }: { readonly view: PerformanceView }) {
  if (view.isSilent) return <Silent />;
  return (
    <>
      <Head view={view} />
      <Choice view={view} />
      {view.route === null ? null : <RouteDetail view={view} course={view.route} />}
      <PerformanceProblems rows={view.problems} />
      <Routes rows={view.routes} />
      <TraceList rows={view.traces} />
      <Vitals rows={view.vitals} />
      <Fold id="queries" title="Queries" count={view.queries.length} hint="by the time they took in all">
        <Work caption="Queries" rows={view.queries} />
      </Fold>
      <Fold
        id="calls"
        title="Other hosts"
        count={view.calls.length}
        hint="by the time waited for them in all"
      >
        <Work caption="Other hosts" rows={view.calls} />
      </Fold>
    </>
  );
}

const idle: StateStyle = { tone: 'idle', shape: 'ring' };
const ok: StateStyle = { tone: 'ok', shape: 'circle' };
const warn: StateStyle = { tone: 'warn', shape: 'triangle' };
const bad: StateStyle = { tone: 'bad', shape: 'square' };

const Silent = () => (
  <>
    <Answer style={idle} word="not known" text="The product has not told of its requests yet" />
    <Empty title="p50, p95 and p99 of each route will stand here">
      <p>
        With its budget, its errors, the traces of slow requests, N+1 queries and slow third parties. Any
        exporter of OpenTelemetry sends here, over HTTP, as JSON or protobuf.
      </p>
      <p>
        <a class="button primary" href="/connect">
          Connect the product
        </a>
      </p>
    </Empty>
  </>
);

/** Failing beats slow: a route that answers nothing is fast. */
const failingShare = 0.05;
const isFailing = ({ errorShare, count }: RouteRow): boolean => errorShare >= failingShare && count >= 10;

function Head({ view: { routes, environment, range } }: { readonly view: PerformanceView }) {
  const failing = routes.filter(isFailing);
  const slow = routes.filter(({ isOverBudget }) => isOverBudget);
  const label = `${environment}, ${range}`;
  const first = failing[0] ?? slow[0];
  if (first === undefined)
    return (
      <Answer
        label={label}
        style={routes.length === 0 ? idle : ok}
        word={routes.length === 0 ? 'not known' : 'good'}
        text={
          routes.length === 0
            ? 'No requests in this stretch'
            : `All ${plural(routes.length, 'route')} keep their budget`
        }
      />
    );
  return (
    <Answer
      label={label}
      style={failing.length > 0 ? bad : warn}
      word={failing.length > 0 ? 'failing' : 'slow'}
      text={
        failing.length > 0
          ? `${plural(failing.length, 'route')} of ${routes.length} ${failing.length === 1 ? 'fails' : 'fail'}`
          : `${plural(slow.length, 'route')} of ${routes.length} ${slow.length === 1 ? 'is' : 'are'} over budget`
      }
    >
      <p>
        Begin with <a href={routeHref(first.route)}>{first.route}</a>:{' '}
        {failing.length > 0
          ? `${percentText(first.errorShare)} of its requests fail.`
          : `p95 ${msText(first.p95Ms)}, ${msText(first.budgetMs)} allowed.`}
      </p>
    </Answer>
  );
}

const msText = (ms: number | null): string => (ms === null ? 'not known' : tookText(ms));
const routeHref = (route: string): string => `/performance?route=${encodeURIComponent(route)}`;

const Choice = ({ view }: { readonly view: PerformanceView }) => (
  <div class="filter">
    <div class="segments" role="group" aria-label="Stretch of time">
      {ranges.map((range) => (
        <button
          class="button"
          type="button"
          aria-pressed={range === view.range}
          onClick={() => setQuery({ range })}
        >
          {range}
        </button>
      ))}
    </div>
    {view.environments.length < 2 ? null : (
      <div class="segments" role="group" aria-label="Environment">
        {view.environments.map((environment) => (
          <button
            class="button"
            type="button"
            aria-pressed={environment === view.environment}
            onClick={() => setQuery({ environment })}
          >
            {environment}
          </button>
        ))}
      </div>
    )}
  </div>
);

function Routes({ rows }: { readonly rows: readonly RouteRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="routes">
      <SectionHead id="routes" title="Routes" hint="over budget and failing first, then by time spent" />
      <DataTable
        caption="Routes"
        isStacked
        columns={['State', 'Route', 'Requests', 'Fail', 'p50', 'p95', 'p99', 'Budget p95'].map((title) => ({
          title,
        }))}
        rows={rows.map((row) => [
          <State {...styleOf(row)} word={wordOf(row)} />,
          <a href={routeHref(row.route)} data-row>
            {row.route}
          </a>,
          row.count.toLocaleString('en'),
          percentText(row.errorShare),
          msText(row.p50Ms),
          msText(row.p95Ms),
          msText(row.p99Ms),
          `${msText(row.budgetMs)} (${row.budgetFrom})`,
        ])}
      />
    </section>
  );
}

const styleOf = (row: RouteRow): StateStyle => (isFailing(row) ? bad : row.isOverBudget ? warn : ok);
const wordOf = (row: RouteRow): string => (isFailing(row) ? 'fails' : row.isOverBudget ? 'slow' : 'good');

const Work = ({ caption, rows }: { readonly caption: string; readonly rows: PerformanceView['queries'] }) => (
  <DataTable
    caption={caption}
    isStacked
    columns={[
      { title: 'What', isMono: true },
      { title: 'Times' },
      { title: 'Fail' },
      { title: 'p95' },
      { title: 'In all' },
    ]}
    rows={rows.map((row) => [
      row.name,
      row.count.toLocaleString('en'),
      percentText(row.errorShare),
      msText(row.p95Ms),
      tookText(row.totalMs),
    ])}
  />
);

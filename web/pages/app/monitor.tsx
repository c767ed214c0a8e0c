import { useState } from 'preact/hooks';
import type { MonitorDetailView, StretchName } from '../../../src/server/contract.ts';
import { DayBars } from '../../charts/day-bars.tsx';
import { SpeedChart } from '../../charts/speed-chart.tsx';
import { tookText } from '../../parts/format.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { shownStyles, ShownStateView, shownWords } from '../../parts/shown-state.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { Answer, Viewed } from '../../app/page.tsx';
import { go, setQuery } from '../../app/router.ts';
import type { PageProps } from '../../app/places.ts';
import { percentText } from '../../app/time.ts';
import { useView, type Follow } from '../../app/use-view.ts';
import { IncidentList } from './incident-list.tsx';
import { Looks } from './looks.tsx';
import { MonitorFacts } from './monitor-facts.tsx';

const ranges: readonly StretchName[] = ['24h', '7d', '30d', '90d'];

export function MonitorPage({ id, query }: PageProps) {
  const [follow] = useState(() => followOne(id));
  const range = ranges.find((each) => each === query.get('range')) ?? '24h';
  const path = `/api/monitors/${encodeURIComponent(id)}`;
  const state = useView<MonitorDetailView>(`${path}?range=${range}`, follow);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} path={path} show={state.show} />
          <History view={view} />
          {view.incidents.length === 0 ? null : (
            <section aria-labelledby="incidents">
              <SectionHead id="incidents" title="Incidents" hint="newest first" />
              <IncidentList rows={view.incidents} />
            </section>
          )}
          <Looks view={view} />
          <MonitorFacts view={view} show={state.show} />
        </>
      )}
    </Viewed>
  );
}

const followOne =
  (id: string): Follow<MonitorDetailView> =>
  (view, event) => {
    if (event.kind === 'monitors') return event.changed.some((change) => change.id === id) ? 'stale' : view;
    return event.kind === 'incident' || event.kind === 'deploy' || event.kind === 'changed' ? 'stale' : view;
  };

interface HeadProps {
  readonly view: MonitorDetailView;
  readonly path: string;
  readonly show: (view: MonitorDetailView) => void;
}

function Head({ view: { monitor, row, beatUrl }, path, show }: HeadProps) {
  const pause = async (): Promise<void> => {
    show(await send<MonitorDetailView>('POST', `${path}/pause`, { isPaused: !monitor.isPaused }));
  };
  const remove = async (): Promise<void> => {
    await send('DELETE', path);
    go('/monitors');
  };
  return (
    <Answer
      style={shownStyles[row.state]}
      word={shownWords[row.state]}
      text={`${row.title} is ${shownWords[row.state]}`}
      label={
        <>
          <a href="/monitors">Monitors</a> · {monitor.kind} · {monitor.target}
        </>
      }
      aside={
        may('editor') ? (
          <>
            <Action text="Look now" run={() => send('POST', `${path}/check`)} />
            <Action text={monitor.isPaused ? 'Go on' : 'Pause'} run={pause} />
            <Action text="Remove" run={remove} confirm="Stop watching it?" />
          </>
        ) : null
      }
    >
      <p class="muted">
        <Ago at={row.since} suffix=" in this state" />
        {row.lastAt === null ? null : (
          <>
            , last looked at <Ago at={row.lastAt} />
          </>
        )}
        . {row.message}
      </p>
      {row.minority === null ? null : <p class="notice warn">{row.minority}</p>}
      {row.incident === null ? null : (
        <p class="notice bad">
          <a href={`/incidents/${encodeURIComponent(row.incident)}`}>Open incident</a>
        </p>
      )}
      {beatUrl === null ? null : (
        <Paste text={`curl -fsS ${beatUrl}`} what="what the job calls when it is done" />
      )}
    </Answer>
  );
}

const History = ({ view }: { readonly view: MonitorDetailView }) => (
  <section aria-labelledby="history">
    <SectionHead id="history" title="History" hint="one bar a day, 45 days, UTC" />
    <DayBars days={view.row.days} title={view.row.title} />
    <dl class="facts summaries">
      {view.summaries.map(({ window, availability, p50Ms, p95Ms, looks }) => (
        <div key={window}>
          <dt>{window}</dt>
          <dd>
            {percentText(availability)}
            <span class="label">
              {' '}
              {p50Ms === null ? '' : `median ${tookText(p50Ms)}, `}
              {p95Ms === null ? '' : `p95 ${tookText(p95Ms)}, `}
              {looks.toLocaleString('en')} looks
            </span>
          </dd>
        </div>
      ))}
    </dl>
    <div class="chart-head">
      <h3>Speed</h3>
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
    </div>
    <SpeedChart series={view.series} deploys={view.deploys} range={view.range} />
    {view.regions.length < 2 ? null : (
      <ul class="rows regions">
        {view.regions.map(({ name, state, message }) => (
          <li key={name} class="row">
            <ShownStateView state={state} />
            <span class="row-text">
              <span>{name}</span>
              <span class="label">{message}</span>
            </span>
          </li>
        ))}
      </ul>
    )}
  </section>
);

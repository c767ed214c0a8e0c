import { useState } from 'preact/hooks';
import type { ChecklistItem, MonitorListView, OverviewView } from '../../../src/server/contract.ts';
import { tookText } from '../../parts/format.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { shownStyles, shownWords } from '../../parts/shown-state.tsx';
import { State, verdictStyles } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';
import { followMonitors } from '../../app/follow.ts';
import { Answer, Viewed } from '../../app/page.tsx';
import { percentText } from '../../app/time.ts';
import { useView, type Follow } from '../../app/use-view.ts';
import { DeployList } from './deploy-list.tsx';
import { Funnel } from './funnel.tsx';
import { IncidentList } from './incident-list.tsx';
import { MonitorList } from './monitor-list.tsx';

/** A state younger than this has just turned. */
const turnedMs = 15_000;
/** Figures that no event tells of are fetched anew so often. */
const renewMs = 30_000;

/** What turns is fetched at once; thousands of looks that change nothing are not worth a view each. */
function followOverview(): Follow<OverviewView> {
  let renewedAt = 0;
  return (view, event) => {
    const isDue =
      event.kind === 'beat'
        ? event.at - renewedAt > renewMs
        : event.kind !== 'monitors' || event.changed.some(({ since }) => event.at - since < turnedMs);
    if (isDue) renewedAt = event.at;
    return isDue ? 'stale' : view;
  };
}

/** Is everything fine, and what is to be done: in five seconds. */
export function OverviewPage() {
  const [follow] = useState(followOverview);
  const state = useView<OverviewView>('/api/overview', follow);
  return <Viewed state={state}>{(view) => <Overview view={view} />}</Viewed>;
}

function Overview({ view }: { readonly view: OverviewView }) {
  const { state, text } = view.headline;
  const missing = view.checklist.filter(({ isDone }) => !isDone);
  return (
    <>
      <Answer style={shownStyles[state]} word={shownWords[state]} text={text}>
        <div class="hero-grid">
          <Next view={view} missing={missing} />
          <Numbers view={view} />
        </div>
      </Answer>
      <Warnings view={view} />
      {view.openIncidents.length === 0 ? null : (
        <section aria-labelledby="open">
          <SectionHead id="open" title="Open incidents" hint="worst first" />
          <IncidentList rows={view.openIncidents} />
        </section>
      )}
      <Funnel />
      {missing.length === 0 ? null : <FirstRun items={view.checklist} />}
      {view.monitors.total === 0 ? null : <Monitors />}
      <Audit view={view} />
      {view.deploys.length === 0 ? null : (
        <section aria-labelledby="deploys">
          <SectionHead id="deploys" title="Deploys" hint="newest first" />
          <DeployList rows={view.deploys} />
        </section>
      )}
      {view.recentIncidents.length === 0 ? null : (
        <section aria-labelledby="recent">
          <SectionHead id="recent" title="Lately" hint="incidents that are over" />
          <IncidentList rows={view.recentIncidents} />
        </section>
      )}
    </>
  );
}

interface NextProps {
  readonly view: OverviewView;
  readonly missing: readonly ChecklistItem[];
}

function Next({ view: { next, openIncidents }, missing }: NextProps) {
  const unanswered = openIncidents.find(({ status }) => status === 'open');
  const first = missing[0];
  return (
    <div class="next">
      <p class="label">Next</p>
      <p>{next?.text ?? first?.about ?? 'Nothing to do.'}</p>
      {next === null || next.command === null ? null : <Paste text={next.command} what="the command" />}
      {unanswered === undefined ? null : (
        <p>
          <a class="button primary" href={`/incidents/${encodeURIComponent(unanswered.id)}`}>
            Open the incident
          </a>
        </p>
      )}
    </div>
  );
}

const Numbers = ({ view }: { readonly view: OverviewView }) => (
  <dl class="numbers">
    <div>
      <dt>up, 30 days</dt>
      <dd>{percentText(view.uptime30d)}</dd>
    </div>
    <div>
      <dt>p95, 24 h</dt>
      <dd>{view.p95Ms24h === null ? 'not known' : tookText(view.p95Ms24h)}</dd>
    </div>
    <div>
      <dt>open incidents</dt>
      <dd>{view.openIncidents.length}</dd>
    </div>
  </dl>
);

/** What would make the rest of this page a lie. */
function Warnings({ view: { regions, alerts, unwatched } }: { readonly view: OverviewView }) {
  const silent = regions.filter(({ isSilent }) => isSilent);
  return (
    <>
      {silent.map(({ name, lastHeardAt }) => (
        <p class="notice warn">
          The probe in {name} is silent
          {lastHeardAt === null ? (
            ' since it was made'
          ) : (
            <>
              {' '}
              for <Ago at={lastHeardAt} suffix="" />
            </>
          )}
          .
        </p>
      ))}
      {alerts.givenUp === 0 ? null : (
        <p class="notice bad">
          {alerts.givenUp === 1 ? 'One alert' : `${alerts.givenUp} alerts`} never arrived: test the{' '}
          <a href="/settings">alert routes</a>.
        </p>
      )}
      {unwatched.length === 0 ? null : (
        <p class="notice">
          Not watched yet:{' '}
          {unwatched
            .slice(0, 3)
            .map(({ title }) => title)
            .join(', ')}
          {unwatched.length > 3 ? ` and ${unwatched.length - 3} more` : ''}.{' '}
          <a href="/monitors">See the plan</a>.
        </p>
      )}
    </>
  );
}

const FirstRun = ({ items }: { readonly items: readonly ChecklistItem[] }) => (
  <section aria-labelledby="first-run">
    <SectionHead
      id="first-run"
      title="Until an outage at night reaches somebody"
      hint={`${items.filter(({ isDone }) => isDone).length} of ${items.length} done`}
    />
    <ol class="rows">
      {items.map((item) => (
        <li key={item.id} class="row">
          <State
            {...(item.isDone ? shownStyles.up : shownStyles.unknown)}
            word={item.isDone ? 'done' : 'to do'}
          />
          <span class="row-text">
            {item.href === null ? (
              <span>{item.title}</span>
            ) : (
              <a href={item.href} data-row>
                {item.title}
              </a>
            )}
            <span class="label">{item.about}</span>
            {item.isDone || item.command === null ? null : <Paste text={item.command} what={item.title} />}
          </span>
        </li>
      ))}
    </ol>
  </section>
);

const shown = 12;

function Monitors() {
  const { view } = useView<MonitorListView>(`/api/monitors?limit=${shown}`, followMonitors);
  if (view === null) return null;
  return (
    <section aria-labelledby="monitors">
      <SectionHead id="monitors" title="Monitors" hint="worst first, 45 days" />
      <MonitorList rows={view.rows} />
      {view.matching <= shown ? null : (
        <p class="more">
          <a href="/monitors">All {view.matching} monitors</a>
        </p>
      )}
    </section>
  );
}

function Audit({ view: { audit } }: { readonly view: OverviewView }) {
  if (audit === null) return null;
  return (
    <section aria-labelledby="audit">
      <SectionHead id="audit" title="Last audit" hint="as seen from outside" />
      <ul class="rows">
        <li class="row">
          <State {...verdictStyles[audit.verdict]} word={audit.verdict} />
          <span class="row-text">
            <a href="/audit" data-row>
              {audit.headline}
            </a>
          </span>
          <span class="row-figure">
            <Ago at={audit.at} />
          </span>
        </li>
      </ul>
    </section>
  );
}

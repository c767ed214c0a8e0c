import { useState } from 'preact/hooks';
import type { IncidentListView } from '../../../src/server/contract-incidents.ts';
import { plural } from '../../parts/format.ts';
import { incidentStyles } from '../../parts/shown-state.tsx';
import { followTurns } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import { setQuery } from '../../app/router.ts';
import type { PageProps } from '../../app/places.ts';
import { useView } from '../../app/use-view.ts';
import { IncidentList } from './incident-list.tsx';

const pageRows = 50;
const mostRows = 200;

/** Newest first; only those that are open, if the address says so. */
export function IncidentsPage({ query }: PageProps) {
  const [rows, setRows] = useState(pageRows);
  const status = query.get('status') === 'open' ? 'open' : 'all';
  const state = useView<IncidentListView>(`/api/incidents?status=${status}&limit=${rows}`, followTurns);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} />
          <div class="filter">
            <div class="segments" role="group" aria-label="Which">
              {(['all', 'open'] as const).map((each) => (
                <button
                  class="button"
                  type="button"
                  aria-pressed={each === status}
                  onClick={() => setQuery({ status: each === 'all' ? '' : each })}
                >
                  {each}
                </button>
              ))}
            </div>
          </div>
          {view.rows.length === 0 ? <Nothing /> : <IncidentList rows={view.rows} />}
          {view.next === null || rows >= mostRows ? null : (
            <p class="more">
              <button class="button" type="button" onClick={() => setRows(rows + pageRows)}>
                Show older ones
              </button>
            </p>
          )}
        </>
      )}
    </Viewed>
  );
}

function Head({ view }: { readonly view: IncidentListView }) {
  const open = view.rows.filter(({ status }) => status !== 'resolved');
  const unanswered = open.filter(({ status }) => status === 'open').length;
  if (open.length === 0)
    return <Answer style={incidentStyles.resolved} word="fine" text="No open incident" />;
  return (
    <Answer
      style={unanswered > 0 ? incidentStyles.open : incidentStyles.acknowledged}
      word={unanswered > 0 ? 'open' : 'acknowledged'}
      text={`${plural(open.length, 'open incident')}, ${unanswered === 0 ? 'somebody is on it' : `nobody is on ${unanswered === 1 ? 'one' : unanswered}`}`}
    />
  );
}

const Nothing = () => (
  <Empty title="Nothing happened yet">
    <p>
      When a monitor fails in enough regions, an incident opens here with its likely cause, the raw answer,
      who was told and when. Prove that an alert arrives before you need it, under{' '}
      <a href="/settings">Settings</a>.
    </p>
  </Empty>
);

import { useState } from 'preact/hooks';
import type { MonitorListView, ShownState, StateCounts } from '../../../src/server/contract.ts';
import { plural } from '../../parts/format.ts';
import { shownStyles, shownWords } from '../../parts/shown-state.tsx';
import { may } from '../../app/api.ts';
import { followMonitors } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import { setQuery } from '../../app/router.ts';
import type { PageProps } from '../../app/places.ts';
import { useView } from '../../app/use-view.ts';
import { MonitorList } from './monitor-list.tsx';
import { NewMonitor } from './new-monitor.tsx';
import { WatchPlan } from './watch-plan.tsx';

const states: readonly ShownState[] = ['down', 'degraded', 'unknown', 'up', 'paused'];
const pageRows = 200;

/** Every monitor, worst first; the filter lives in the address. */
export function MonitorsPage({ query }: PageProps) {
  const [rows, setRows] = useState(pageRows);
  const asked = new URLSearchParams({
    q: query.get('q') ?? '',
    state: query.get('state') ?? '',
    limit: `${rows}`,
  });
  const state = useView<MonitorListView>(`/api/monitors?${asked}`, followMonitors);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head counts={view.counts} />
          <Filter counts={view.counts} query={query} />
          {view.counts.total === 0 ? (
            <Empty title="Nothing is watched yet">
              <p>Each monitor will be a line here: its state, 45 days, and what the last look said.</p>
            </Empty>
          ) : (
            <MonitorList rows={view.rows} />
          )}
          <p class="more" role="status">
            {view.matching === view.counts.total ? '' : `${plural(view.matching, 'monitor')} match. `}
            {view.next === null ? null : (
              <button class="button" type="button" onClick={() => setRows(rows + pageRows)}>
                Show more of {view.matching}
              </button>
            )}
          </p>
          <WatchPlan />
          {may('editor') ? <NewMonitor /> : null}
        </>
      )}
    </Viewed>
  );
}

function Head({ counts }: { readonly counts: StateCounts }) {
  const worst = states.find((state) => counts[state] > 0) ?? 'unknown';
  const watched = counts.total - counts.paused;
  const text =
    counts.total === 0
      ? 'Nothing is watched yet'
      : worst === 'up'
        ? `All ${plural(watched, 'monitor')} up`
        : `${counts[worst]} of ${plural(counts.total, 'monitor')} ${shownWords[worst]}`;
  return <Answer style={shownStyles[worst]} word={shownWords[worst]} text={text} />;
}

interface FilterProps {
  readonly counts: StateCounts;
  readonly query: URLSearchParams;
}

const Filter = ({ counts, query }: FilterProps) => (
  <div class="filter" role="search">
    <input
      class="filter-words"
      type="search"
      aria-label="Filter by name or address"
      placeholder="Filter by name or address"
      value={query.get('q') ?? ''}
      onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
    />
    <div class="segments" role="group" aria-label="State">
      <Segment
        word="all"
        count={counts.total}
        isOn={!query.get('state')}
        choose={() => setQuery({ state: '' })}
      />
      {states
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <Segment
            word={shownWords[state]}
            count={counts[state]}
            isOn={query.get('state') === state}
            choose={() => setQuery({ state })}
          />
        ))}
    </div>
  </div>
);

interface SegmentProps {
  readonly word: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly choose: () => void;
}

const Segment = ({ word, count, isOn, choose }: SegmentProps) => (
  <button class="button" type="button" aria-pressed={isOn} onClick={choose}>
    {word} {count}
  </button>
);

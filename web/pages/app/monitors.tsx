import type { MonitorListView, ShownState, StateCounts } from '../../../src/server/contract.ts';
import { plural } from '../../parts/format.ts';
import { Paste } from '../../parts/paste.tsx';
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
/** More than a screen holds, few enough to be there at once. */
const pageRows = 50;

/** Every monitor, worst first; the filter lives in the address. */
export function MonitorsPage({ query }: PageProps) {
  const from = (Math.max(1, Math.trunc(Number(query.get('page'))) || 1) - 1) * pageRows;
  const asked = new URLSearchParams({
    q: query.get('q') ?? '',
    state: query.get('state') ?? '',
    limit: `${pageRows}`,
    cursor: `${from}`,
  });
  const state = useView<MonitorListView>(`/api/monitors?${asked}`, followMonitors);
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head counts={view.counts} />
          {view.counts.total === 0 ? (
            <Empty title="Each monitor will be a line here">
              <p>
                Its state, 45 days, and what the last look said. They follow from launch.yaml and the audit:
              </p>
              <Paste text="launch-ready watch plan" what="the command that shows the plan" />
            </Empty>
          ) : (
            <>
              <Filter counts={view.counts} query={query} />
              <MonitorList rows={view.rows} />
              <Pager view={view} from={from} />
            </>
          )}
          <WatchPlan />
          {may('editor') ? <NewMonitor /> : null}
        </>
      )}
    </Viewed>
  );
}

interface PagerProps {
  readonly view: MonitorListView;
  readonly from: number;
}

/** Where in the list one is; the page lives in the address, like the filter. */
function Pager({ view: { rows, matching, counts, next }, from }: PagerProps) {
  const turn = (to: number): void => {
    setQuery({ page: to === 0 ? '' : `${to / pageRows + 1}` });
    scrollTo(0, 0);
  };
  return (
    <div class="pager">
      <span role="status">
        {from === 0 && next === null
          ? matching === counts.total
            ? ''
            : `${plural(matching, 'monitor')} match.`
          : `${rows.length === 0 ? 'None' : `${from + 1} to ${from + rows.length}`} of ${matching}`}
      </span>
      {from === 0 ? null : <Turn text="Earlier ones" turn={() => turn(from - pageRows)} />}
      {next === null ? null : <Turn text="Further ones" turn={() => turn(from + pageRows)} />}
    </div>
  );
}

const Turn = ({ text, turn }: { readonly text: string; readonly turn: () => void }) => (
  <button class="button" type="button" onClick={turn}>
    {text}
  </button>
);

function Head({ counts }: { readonly counts: StateCounts }) {
  const worst = states.find((state) => counts[state] > 0) ?? 'unknown';
  const watched = counts.total - counts.paused;
  const text =
    counts.total === 0
      ? 'Nothing is watched yet'
      : worst === 'up'
        ? `All ${plural(watched, 'monitor')} up`
        : `${counts[worst]} of ${plural(worst === 'paused' ? counts.total : watched, 'monitor')} ${shownWords[worst]}`;
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
      onInput={({ currentTarget }) => setQuery({ q: currentTarget.value, page: '' })}
    />
    <div class="segments" role="group" aria-label="State">
      <Segment
        word="all"
        count={counts.total}
        isOn={!query.get('state')}
        choose={() => setQuery({ state: '', page: '' })}
      />
      {states
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <Segment
            word={shownWords[state]}
            count={counts[state]}
            isOn={query.get('state') === state}
            choose={() => setQuery({ state, page: '' })}
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

import { useMemo } from 'preact/hooks';
import type { MonitorRow } from '../../../src/server/contract.ts';
import { DayBars } from '../../charts/day-bars.tsx';
import { tookText } from '../../parts/format.ts';
import { shownStyles, ShownStateView } from '../../parts/shown-state.tsx';
import { Ago } from '../../app/ago.tsx';
import { percentText } from '../../app/time.ts';

/** One line a monitor: state, name, 45 days, the figure; what is wrong below. */
export const MonitorList = ({ rows }: { readonly rows: readonly MonitorRow[] }) => (
  <ul class="rows">
    {rows.map((row) => (
      <Line key={row.id} row={row} />
    ))}
  </ul>
);

/** Drawn again only when the row is another: the stream brings news of some row each second. */
const Line = ({ row }: { readonly row: MonitorRow }) =>
  useMemo(
    () => (
      <li class="row monitor-row">
        <ShownStateView state={row.state} />
        <span class="row-text">
          <a href={`/monitors/${encodeURIComponent(row.id)}`} data-row>
            {row.title}
          </a>
          <Said row={row} />
        </span>
        <DayBars days={row.days} title={row.title} />
        <span class="row-figure">
          {percentText(row.uptime45d)}
          <span class="label">{row.lastMs === null ? '45 days' : `${tookText(row.lastMs)} now`}</span>
        </span>
      </li>
    ),
    [row],
  );

function Said({ row }: { readonly row: MonitorRow }) {
  const tone = row.state === 'up' ? '' : shownStyles[row.state].tone;
  return (
    <span class="label">
      {row.isInMaintenance ? 'in maintenance · ' : ''}
      {row.message === '' ? row.target : <span class={tone}>{row.message}</span>}
      {row.state === 'down' || row.state === 'degraded' ? (
        <>
          {' · '}
          <Ago at={row.since} suffix="" />
        </>
      ) : null}
      {row.minority === null ? null : <span class="warn"> · {row.minority}</span>}
    </span>
  );
}

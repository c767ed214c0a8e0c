import type { IncidentRow } from '../../../src/server/contract-incidents.ts';
import { plural } from '../../parts/format.ts';
import { incidentStyles } from '../../parts/shown-state.tsx';
import { State } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';
import { spanText } from '../../app/time.ts';

/** One line an incident: what, since when, the likely cause, who is on it. */
export const IncidentList = ({ rows }: { readonly rows: readonly IncidentRow[] }) => (
  <ul class="rows">
    {rows.map((row) => (
      <li key={row.id} class="row">
        <State {...incidentStyles[row.status]} word={row.status} />
        <span class="row-text">
          <a href={`/incidents/${encodeURIComponent(row.id)}`} data-row>
            {row.title}
          </a>
          <span class="label">
            {row.severity}
            {row.affected === 0 ? '' : `, ${plural(row.affected, 'monitor')} affected`} ·{' '}
            {row.cause === null ? 'cause not clear yet' : `${row.cause.kind}: ${row.cause.because}`}
          </span>
        </span>
        <span class="row-figure">
          {row.resolvedAt === null ? (
            <Ago at={row.startedAt} suffix="" />
          ) : (
            spanText(row.resolvedAt - row.startedAt)
          )}
          <span class="label">
            {row.resolvedAt === null ? (row.acknowledgedBy ?? 'nobody yet') : <Ago at={row.resolvedAt} />}
          </span>
        </span>
      </li>
    ))}
  </ul>
);

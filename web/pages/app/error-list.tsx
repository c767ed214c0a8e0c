import type { ErrorRow } from '../../../src/server/contract-errors.ts';
import { plural } from '../../parts/format.ts';
import { State, type StateStyle } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';

export const errorStyles: Readonly<Record<ErrorRow['status'], StateStyle>> = {
  new: { tone: 'bad', shape: 'square' },
  regressed: { tone: 'bad', shape: 'square' },
  open: { tone: 'warn', shape: 'triangle' },
  resolved: { tone: 'ok', shape: 'circle' },
  ignored: { tone: 'idle', shape: 'ring' },
};

/** One line a group: what, where, how often, whom it met. */
export const ErrorList = ({ rows }: { readonly rows: readonly ErrorRow[] }) => (
  <ul class="rows">
    {rows.map((row) => (
      <li key={row.id} class="row">
        <State {...errorStyles[row.status]} word={row.status} />
        <span class="row-text">
          <a href={`/errors/${encodeURIComponent(row.id)}`} data-row>
            {row.title}
          </a>
          <span class="label">
            {row.isPaymentWebhook ? 'payment webhook · ' : ''}
            {row.isNewSinceDeploy ? 'new since the last deploy · ' : ''}
            {row.isHandled ? '' : 'unhandled · '}
            {row.culprit}
            {row.release === null ? '' : ` · ${row.release}`}
            {row.assignee === null ? '' : ` · ${row.assignee} is on it`}
          </span>
        </span>
        <span class="row-figure">
          {row.count} ×
          <span class="label">
            {plural(row.users, 'user')} · <Ago at={row.lastSeen} />
          </span>
        </span>
      </li>
    ))}
  </ul>
);

import type { TraceRow } from '../../../src/model/trace.ts';
import { tookText } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';

const styles: Readonly<Record<TraceRow['reason'], StateStyle>> = {
  failed: { tone: 'bad', shape: 'square' },
  slow: { tone: 'warn', shape: 'triangle' },
  problem: { tone: 'warn', shape: 'triangle' },
  probe: { tone: 'idle', shape: 'ring' },
  sample: { tone: 'ok', shape: 'circle' },
};

/** Requests that were kept whole: the slow, the failed, and one now and then. */
export function TraceList({ rows }: { readonly rows: readonly TraceRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="traces">
      <SectionHead id="traces" title="Traces" hint="slowest first" />
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id} class="row">
            <State {...styles[row.reason]} word={row.reason} />
            <span class="row-text">
              <a href={`/performance/${row.id}`} data-row>
                {row.route}
              </a>
              <span class="label">
                {row.service}
                {row.release === null ? '' : ` ${row.release}`}
              </span>
            </span>
            <span class="row-figure">
              {tookText(row.durationMs)}
              <span class="label">
                <Ago at={row.at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { DeliveryRow, IncidentDetailView } from '../../../src/server/contract-incidents.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Fold } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { momentText, timeText } from '../../app/time.ts';
import { phasesText } from './looks.tsx';

/** The raw answer at failure: the newest open, the others folded. */
export function Evidence({ view: { evidence } }: { readonly view: IncidentDetailView }) {
  const [newest, ...older] = evidence;
  if (newest === undefined) return null;
  return (
    <section aria-labelledby="evidence">
      <SectionHead id="evidence" title="What we saw" hint="raw, newest first" />
      <Seen sample={newest} />
      <Fold id="older" title="Earlier looks" count={older.length}>
        {older.map((sample) => (
          <Seen sample={sample} />
        ))}
      </Fold>
    </section>
  );
}

function Seen({ sample }: { readonly sample: IncidentDetailView['evidence'][number] }) {
  const title = `${momentText(sample.at)} from ${sample.region}: ${sample.message}`;
  const lines = [phasesText(sample.phases), ...sample.lines].filter((line) => line !== '');
  return (
    <figure class="evidence">
      <figcaption>
        {title}{' '}
        {sample.trace === null ? null : (
          <a href={`/performance/${sample.trace}`}>What the server did meanwhile</a>
        )}
      </figcaption>
      {lines.length === 0 ? null : (
        <pre tabIndex={0} role="group" aria-label={title}>
          {lines.join('\n')}
        </pre>
      )}
    </figure>
  );
}

const styles: Readonly<Record<DeliveryRow['state'], StateStyle & { readonly word: string }>> = {
  waiting: { tone: 'warn', shape: 'triangle', word: 'on its way' },
  done: { tone: 'ok', shape: 'circle', word: 'arrived' },
  'given-up': { tone: 'bad', shape: 'square', word: 'never arrived' },
};

/** Who was told, when, and the receiver's own words for it. */
export const Told = ({ rows }: { readonly rows: readonly DeliveryRow[] }) => (
  <section aria-labelledby="told">
    <SectionHead id="told" title="Who was told" hint="with the receiver’s own words" />
    {rows.length === 0 ? (
      <p>
        Nobody: no alert route matches. Say who is told under <a href="/settings">Settings</a>.
      </p>
    ) : (
      <DataTable
        caption="Who was told"
        isStacked
        columns={['When', 'Route', 'State', 'What', 'Proof'].map((title) => ({ title }))}
        rows={rows.map(({ at, route, channel, state, kind, attempts, proof }) => [
          timeText(at),
          channel === null ? route : `${route} (${channel})`,
          <State {...styles[state]} />,
          kind,
          `${proof ?? 'none'}${attempts > 1 ? `, after ${attempts} tries` : ''}`,
        ])}
      />
    )}
  </section>
);

import type { SamplePhases } from '../../../src/model/monitor.ts';
import type { MonitorDetailView, SampleRow } from '../../../src/server/contract.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { tookText } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { ShownStateView } from '../../parts/shown-state.tsx';
import { timeText } from '../../app/time.ts';

const names: readonly (readonly [keyof SamplePhases, string])[] = [
  ['dnsMs', 'DNS'],
  ['connectMs', 'connect'],
  ['tlsMs', 'TLS'],
  ['firstByteMs', 'first byte'],
  ['bodyMs', 'body'],
];
const shown = 20;
/** Above this the probe's own loop was late, and the figure says more about us than about them. */
const trustedLagMs = 5;

export const phasesText = (phases: SamplePhases): string =>
  names
    .flatMap(([key, name]) => (phases[key] === null ? [] : [`${name} ${tookText(phases[key])}`]))
    .join(', ');

/** What the last looks saw, and where their time went. */
export function Looks({ view }: { readonly view: MonitorDetailView }) {
  if (view.samples.length === 0) return null;
  const phases = phasesText(view.phases);
  return (
    <section aria-labelledby="looks">
      <SectionHead id="looks" title="Last looks" hint={phases === '' ? '' : `usually ${phases}`} />
      <DataTable
        caption="Last looks"
        isStacked
        columns={['When', 'State', 'Region', 'Took', 'What'].map((title) => ({ title }))}
        rows={view.samples.slice(0, shown).map(lineOf)}
      />
    </section>
  );
}

const lineOf = (sample: SampleRow) => [
  timeText(sample.at),
  <ShownStateView state={sample.state} />,
  sample.region,
  sample.totalMs === null ? 'not known' : tookText(sample.totalMs),
  <>
    {sample.message === '' ? phasesText(sample.phases) : sample.message}
    {sample.isResumed ? ' · TLS resumed' : ''}
    {sample.lagMs > trustedLagMs
      ? ` · probe ${Math.round(sample.lagMs)} ms late, do not trust the figure`
      : ''}
  </>,
];

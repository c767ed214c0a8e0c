import type { VitalRow } from '../../../src/server/contract-inside.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { tookText } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';

const names: Readonly<Record<string, string>> = {
  lcp: 'Largest paint (LCP)',
  inp: 'Reaction (INP)',
  cls: 'Layout shift (CLS)',
  fcp: 'First paint (FCP)',
  ttfb: 'First byte (TTFB)',
};
const styles: Readonly<Record<VitalRow['rating'], StateStyle>> = {
  good: { tone: 'ok', shape: 'circle' },
  'needs work': { tone: 'warn', shape: 'triangle' },
  poor: { tone: 'bad', shape: 'square' },
};

/** What visitors themselves measured, at the 75th percentile, as the vitals are judged. */
export function Vitals({ rows }: { readonly rows: readonly VitalRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="vitals">
      <SectionHead id="vitals" title="Web vitals" hint="p75 of real visitors" />
      <DataTable
        caption="Web vitals"
        isStacked
        columns={['State', 'What', 'Page', 'p75', 'Visits'].map((title) => ({ title }))}
        rows={rows.map(({ name, route, rating, p75, count }) => [
          <State {...styles[rating]} word={rating} />,
          names[name] ?? name,
          route,
          name === 'cls' ? p75.toFixed(2) : tookText(p75),
          count.toLocaleString('en'),
        ])}
      />
    </section>
  );
}

import type { ReleaseRow } from '../../../src/server/contract-errors.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { Ago } from '../../app/ago.tsx';
import { percentText } from '../../app/time.ts';

const words = ({ verdict, against }: ReleaseRow): string =>
  verdict === 'worse'
    ? `crashes more often than ${against}`
    : verdict === 'better'
      ? `crashes less often than ${against}`
      : verdict === 'alike'
        ? `no certain difference to ${against}`
        : 'too little known to compare';

/** How visits of each release end; nothing where no client tells of visits. */
export function ErrorReleases({ rows }: { readonly rows: readonly ReleaseRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="crash-free">
      <SectionHead id="crash-free" title="Visits without a crash" hint="by release, as clients tell them" />
      <DataTable
        caption="Visits without a crash, by release"
        isStacked
        columns={[
          'Release',
          'Visits',
          'Without a crash',
          'Users without one',
          'First seen',
          'Beside the one before',
        ].map((title) => ({ title }))}
        rows={rows.map((row) => [
          row.environment === 'production' ? row.release : `${row.release}, ${row.environment}`,
          row.visits.toLocaleString('en'),
          percentText(row.crashFreeVisits),
          row.people === 0
            ? 'not told apart'
            : `${percentText(row.crashFreePeople)} of ${row.people.toLocaleString('en')}`,
          <Ago at={row.firstSeen} />,
          words(row),
        ])}
      />
    </section>
  );
}

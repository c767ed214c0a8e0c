import type { AuditTrailView } from '../../../src/server/contract-settings.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { may } from '../../app/api.ts';
import { momentText } from '../../app/time.ts';
import { followTurns } from '../../app/follow.ts';
import { useView } from '../../app/use-view.ts';

const shown = 25;

/** Who did what: for editors and owners. */
export const Trail = () => (may('editor') ? <Rows /> : null);

function Rows() {
  const { view } = useView<AuditTrailView>('/api/audit-trail', followTurns);
  if (view === null) return null;
  return (
    <section aria-labelledby="trail">
      <SectionHead id="trail" title="Who did what" hint={`the last ${Math.min(shown, view.rows.length)}`} />
      <DataTable
        caption="Who did what"
        isStacked
        columns={['When', 'Who', 'What', 'Whom or what', 'Detail'].map((title) => ({ title }))}
        rows={view.rows
          .slice(0, shown)
          .map(({ at, by, action, subject, detail }) => [momentText(at), by, action, subject, detail])}
      />
    </section>
  );
}

import { useState } from 'preact/hooks';
import type { AuditTrailView } from '../../../src/server/contract-settings.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { get, may } from '../../app/api.ts';
import { momentText } from '../../app/time.ts';
import { followTurns } from '../../app/follow.ts';
import { useView } from '../../app/use-view.ts';

/** Who did what: for editors and owners. */
export const Trail = () =>
  may('editor') ? <Rows /> : <p class="muted">Editors and owners may look here.</p>;

const columns = [
  { title: 'When', isWhole: true },
  { title: 'Who' },
  { title: 'What' },
  { title: 'Subject' },
  { title: 'Detail' },
];

function Rows() {
  const { view } = useView<AuditTrailView>('/api/audit-trail', followTurns);
  const [older, setOlder] = useState<AuditTrailView | null>(null);
  if (view === null) return null;
  const rows = [...view.rows, ...(older?.rows ?? [])];
  const next = older === null ? view.next : older.next;
  const more = async (): Promise<void> => {
    const page = await get<AuditTrailView>(`/api/audit-trail?before=${next}`);
    setOlder({ rows: [...(older?.rows ?? []), ...page.rows], next: page.next });
  };
  return (
    <section aria-labelledby="trail">
      <SectionHead id="trail" title="Who did what" hint="newest first" />
      <DataTable
        caption="Who did what"
        isStacked
        columns={columns}
        rows={rows.map(({ at, by, action, subject, detail }) => [
          momentText(at),
          by,
          action,
          subject,
          detail,
        ])}
      />
      {next === null ? null : (
        <p class="more">
          <button class="button" type="button" onClick={() => void more().catch(() => undefined)}>
            Show older ones
          </button>
        </p>
      )}
    </section>
  );
}

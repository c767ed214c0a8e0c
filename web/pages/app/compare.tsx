import type { AuditRow, ComparisonView } from '../../../src/server/contract.ts';
import { Fold } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { momentText } from '../../app/time.ts';
import { setQuery } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { FindingList } from './finding-list.tsx';

export interface CompareProps {
  readonly runs: readonly AuditRow[];
  readonly query: URLSearchParams;
}

/** The newest audit against an earlier one: what came, what went. */
export function Compare({ runs, query }: CompareProps) {
  const [newest, ...older] = runs;
  const before = older.find(({ id }) => id === query.get('before')) ?? older[0];
  if (newest === undefined || before === undefined) return null;
  return (
    <section aria-labelledby="compare">
      <SectionHead id="compare" title="Since an earlier audit" hint="not judged any more is never fixed" />
      <div class="filter">
        <select
          aria-label="Earlier audit"
          value={before.id}
          onChange={({ currentTarget }) => setQuery({ before: currentTarget.value })}
        >
          {older.map(({ id, at, headline }) => (
            <option value={id}>
              {momentText(at)}: {headline}
            </option>
          ))}
        </select>
      </div>
      <Changes before={before.id} after={newest.id} />
    </section>
  );
}

const sections = [
  ['regressed', 'Broken since then'],
  ['appeared', 'New'],
  ['fixed', 'Fixed'],
  ['unclear', 'Not judged any more'],
  ['stillOpen', 'Still open'],
] as const;

function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const asked = new URLSearchParams({ before, after });
  const { view } = useView<ComparisonView>(`/api/audit/compare?${asked}`, (shown) => shown);
  if (view === null) return null;
  return (
    <div class="folds">
      {sections.map(([key, title]) => (
        <Fold id={`compare-${key}`} title={title} count={view.comparison[key].length}>
          <FindingList findings={view.comparison[key]} />
        </Fold>
      ))}
    </div>
  );
}

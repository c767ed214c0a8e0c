import type { ProblemRow } from '../../../src/server/contract-inside.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { State } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';

const words: Readonly<Record<ProblemRow['kind'], string>> = { 'n-plus-one': 'N+1', 'third-party': 'waits' };

/** What traces show again and again, with what to do and one to look at. */
export function PerformanceProblems({ rows }: { readonly rows: readonly ProblemRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="found">
      <SectionHead
        id="found"
        title="Found in traces"
        hint="N+1 queries and slow third parties, newest first"
      />
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id} class="row">
            <State tone="warn" shape="triangle" word={words[row.kind]} />
            <span class="row-text">
              <a href={`/performance/${row.trace}`} data-row>
                {row.title}
              </a>
              <span class="label">{row.fix}</span>
            </span>
            <span class="row-figure">
              <Ago at={row.lastSeen} />
              <span class="label">{plural(row.count, 'time')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

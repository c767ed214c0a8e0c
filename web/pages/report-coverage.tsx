import type { Report } from '../../src/model/report.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Fold } from '../parts/fold.tsx';
import { plural, tookText } from '../parts/format.ts';
import { Proportion, type Share } from '../parts/proportion.tsx';
import { SectionHead } from '../parts/section-head.tsx';

/** How much was looked at, and what was not. */
export function CoverageSection({ report }: { readonly report: Report }) {
  const { coverage, timings } = report;
  const hint = `${plural(coverage.checksRun, 'check')} on ${plural(coverage.targets.length, 'target')}, collected in ${tookText(timings.collectMs)}, judged in ${tookText(timings.judgeMs)}`;
  return (
    <section aria-labelledby="coverage">
      <SectionHead id="coverage" title="What was looked at" hint={hint} />
      <Proportion label="Answers" shares={sharesOf(report)} />
      <div class="folds">
        <Fold id="not-looked-at" title="Not looked at" count={coverage.notLookedAt.length}>
          <ul class="plain-rows">
            {coverage.notLookedAt.map((each) => (
              <li>
                <strong>{each.what}</strong>
                <span class="muted">{each.why}</span>
              </li>
            ))}
          </ul>
        </Fold>
        <Fold id="targets" title="Targets" count={coverage.targets.length}>
          <DataTable
            caption="Targets"
            columns={[{ title: 'kind' }, { title: 'name', isMono: true }]}
            rows={coverage.targets.map(({ kind, name }) => [kind, name])}
          />
        </Fold>
        <Fold id="requirements" title="Requirements" count={coverage.requirements.length}>
          <DataTable
            caption="Requirements"
            columns={[{ title: 'id', isMono: true }, { title: 'judged' }, { title: 'unknown' }]}
            rows={coverage.requirements.map(({ id, judged, unknown }) => [id, judged, unknown])}
          />
        </Fold>
      </div>
    </section>
  );
}

function sharesOf({ counts }: Report): readonly Share[] {
  const failed = counts.blocker + counts.high + counts.medium + counts.low;
  const shares: readonly Share[] = [
    { tone: 'bad', shape: 'square', word: 'failed', count: failed },
    { tone: 'warn', shape: 'triangle', word: 'accepted', count: counts.waived },
    { tone: 'idle', shape: 'ring', word: 'unknown', count: counts.unknown },
    { tone: 'ok', shape: 'circle', word: 'passed', count: counts.passed },
  ];
  return shares.filter((share) => share.count > 0);
}

import type { Report, SettledJudgement } from '../../src/model/report.ts';
import { FindingBody } from '../parts/finding.tsx';
import { Fold } from '../parts/fold.tsx';
import { SeverityState } from '../parts/state.tsx';
import { SectionHead } from '../parts/section-head.tsx';

/** Everything that needs no work now: counted, folded, never hidden. */
export function SettledSections({ report }: { readonly report: Report }) {
  return (
    <section aria-labelledby="rest">
      <SectionHead id="rest" title="Everything else" hint="folded, with counts; unknown is never a pass" />
      <div class="folds">
        <Fold
          id="unknown"
          title="Unknown"
          hint="and the cheapest way to know"
          count={report.unknown.length}
          isOpen={report.findings.length === 0}
        >
          <ul class="plain-rows">
            {report.unknown.map((each) => (
              <li>
                <span>
                  <strong>{each.title}</strong> <span class="muted">{each.target.name}</span>
                </span>
                <span>{each.text}</span>
                <span class="muted">To know: {each.remedy}</span>
              </li>
            ))}
          </ul>
        </Fold>
        <Accepted report={report} />
        <Fold id="passed" title="Passed" count={report.passed.length}>
          <Settled rows={report.passed} />
        </Fold>
        <Fold id="not-applicable" title="Not applicable" count={report.notApplicable.length}>
          <Settled rows={report.notApplicable} />
        </Fold>
        <Fold
          id="not-now"
          title="Not now"
          hint="and what it costs to build it anyway"
          count={report.notNow.length}
        >
          <ul class="plain-rows">
            {report.notNow.map((each) => (
              <li>
                <strong>{each.what}</strong>
                <span>{each.why}</span>
                <span class="muted">Built anyway, it costs {each.cost}.</span>
              </li>
            ))}
          </ul>
        </Fold>
      </div>
    </section>
  );
}

const Accepted = ({ report }: { readonly report: Report }) => (
  <Fold
    id="accepted"
    title="Accepted risks"
    hint="each with an owner and an end"
    count={report.waived.length}
  >
    {report.waived.map((finding) => (
      <article class="accepted">
        <h4>
          <SeverityState severity={finding.severity} /> {finding.title}
        </h4>
        <FindingBody finding={finding} />
      </article>
    ))}
  </Fold>
);

/** One line per check; its targets beside what was found. */
function Settled({ rows }: { readonly rows: readonly SettledJudgement[] }) {
  const byTitle = new Map<string, SettledJudgement[]>();
  for (const row of rows) byTitle.set(row.title, [...(byTitle.get(row.title) ?? []), row]);
  return (
    <ul class="plain-rows">
      {[...byTitle].map(([title, own]) => (
        <li>
          <strong>{title}</strong>
          {own.map((each) => (
            <span class="muted">
              {each.target.name}: {each.text}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

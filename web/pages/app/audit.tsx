import type { AuditView } from '../../../src/server/contract.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Report, SettledJudgement, UnknownJudgement } from '../../../src/model/report.ts';
import { Fold } from '../../parts/fold.tsx';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { verdictStyles } from '../../parts/state.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { followTurns } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import { setQuery } from '../../app/router.ts';
import type { PageProps } from '../../app/places.ts';
import { useView, type Follow } from '../../app/use-view.ts';
import { Compare } from './compare.tsx';
import { FindingList } from './finding-list.tsx';
import { Next } from './next.tsx';
import { useOpenFinding } from './open-finding.ts';

const follow: Follow<AuditView> = (view, event) =>
  event.kind === 'audit' && !event.isDone
    ? { ...view, isRunning: true }
    : event.kind === 'audit'
      ? 'stale'
      : followTurns(view, event);

/** Only failures, worst first; the rest folded with counts. */
export function AuditPage({ query }: PageProps) {
  const state = useView<AuditView>('/api/audit', follow);
  useOpenFinding(state.view !== null);
  const start = async (): Promise<void> => {
    await send('POST', '/api/audit/runs').finally(state.reload);
  };
  return (
    <Viewed state={state}>
      {(view) => (
        <>
          <Head view={view} start={start} />
          {view.report === null ? <Nothing /> : <Findings report={view.report} query={query} />}
          {view.runs.length > 1 ? <Compare runs={view.runs} query={query} /> : null}
        </>
      )}
    </Viewed>
  );
}

interface HeadProps {
  readonly view: AuditView;
  readonly start: () => Promise<void>;
}

function Head({ view: { report, next, canRun, isRunning, runs }, start }: HeadProps) {
  const verdict = report?.verdict ?? 'could not look';
  return (
    <Answer
      style={verdictStyles[verdict]}
      word={report === null ? 'not known' : verdict}
      text={report?.headline ?? 'Nothing was audited yet'}
      label={
        runs[0] === undefined ? null : (
          <>
            Audited <Ago at={runs[0].at} />
          </>
        )
      }
      aside={canRun && may('editor') && !isRunning ? <Action text="Audit now" run={start} /> : null}
    >
      {isRunning ? (
        <p class="notice" role="status">
          An audit is under way.
        </p>
      ) : null}
      <Next step={next} />
    </Answer>
  );
}

const Nothing = () => (
  <Empty title="The audit looks once, from outside">
    <p>What would lose visitors, mail or money will be here: worst first, with proof and the fix.</p>
    <Paste text="launch-ready audit" what="the command" />
  </Empty>
);

interface FindingsProps {
  readonly report: Report;
  readonly query: URLSearchParams;
}

function Findings({ report, query }: FindingsProps) {
  const words = (query.get('q') ?? '').trim().toLowerCase();
  const shown = report.findings.filter((finding) => textOf(finding).includes(words));
  return (
    <section aria-labelledby="findings">
      <SectionHead id="findings" title="Findings" hint="what loses most money first" />
      {report.findings.length === 0 ? null : (
        <div class="filter" role="search">
          <input
            type="search"
            aria-label="Filter findings"
            placeholder="Filter by words, host or severity"
            value={query.get('q') ?? ''}
            onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
          />
        </div>
      )}
      <FindingList findings={shown} canAccept />
      <div class="folds">
        <Fold id="unknown" title="Could not be judged" count={report.unknown.length}>
          <Settled rows={report.unknown} />
        </Fold>
        <Fold id="waived" title="Accepted" hint="each until its last day" count={report.waived.length}>
          <FindingList findings={report.waived} />
        </Fold>
        <Fold id="passed" title="Passed" count={report.passed.length}>
          <Settled rows={report.passed} />
        </Fold>
        <Fold id="not-applicable" title="Does not apply" count={report.notApplicable.length}>
          <Settled rows={report.notApplicable} />
        </Fold>
      </div>
    </section>
  );
}

const textOf = ({ title, target, severity, check }: Finding): string =>
  `${severity} ${title} ${target.name} ${check}`.toLowerCase();

const Settled = ({ rows }: { readonly rows: readonly (SettledJudgement | UnknownJudgement)[] }) => (
  <ul class="plain-rows">
    {rows.map((row) => (
      <li>
        <span>{row.title}</span>
        <span class="label">
          {row.target.name}: {row.text}
          {'remedy' in row ? ` ${row.remedy}` : ''}
        </span>
      </li>
    ))}
  </ul>
);

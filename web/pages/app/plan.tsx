import type { FixPlanView } from '../../../src/server/contract.ts';
import { Paste } from '../../parts/paste.tsx';
import { PlanView } from '../../parts/plan.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { verdictStyles } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';
import { followTurns } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import { useView } from '../../app/use-view.ts';
import { FindingList } from './finding-list.tsx';
import { Next } from './next.tsx';
import { useOpenFinding } from './open-finding.ts';

/** What to do in which order, from the newest audit. */
export function PlanPage() {
  const state = useView<FixPlanView>('/api/plan', followTurns);
  useOpenFinding(state.view !== null);
  return <Viewed state={state}>{(view) => <Plan view={view} />}</Viewed>;
}

const unknown = { tone: 'idle', shape: 'ring' } as const;

function Plan({ view: { run, headline, next, plan, findings } }: { readonly view: FixPlanView }) {
  return (
    <>
      <Answer
        style={run === null ? unknown : verdictStyles[run.verdict]}
        word={run?.verdict ?? 'not known'}
        text={headline}
        label={
          run === null ? null : (
            <>
              From the audit <Ago at={run.at} />
            </>
          )
        }
      >
        <Next step={next} />
      </Answer>
      {plan === null ? (
        <Empty title="The plan comes from an audit">
          <p>What to repair will be here as two days of work, what loses most money first.</p>
          <Paste text="launch-ready audit" what="the command" />
        </Empty>
      ) : (
        <section aria-labelledby="plan">
          <SectionHead id="plan" title="48 hours" hint="what loses most money first" />
          <PlanView plan={plan} findings={findings} />
        </section>
      )}
      {findings.length === 0 ? null : (
        <section aria-labelledby="findings">
          <SectionHead id="findings" title="The repairs" hint="each opens to why, proof and fix" />
          <FindingList findings={findings} />
        </section>
      )}
    </>
  );
}

import type { NextStep, Report, ReportPicture } from '../../src/model/report.ts';
import { FindingFilter } from '../parts/finding-filter.tsx';
import { FindingView } from '../parts/finding.tsx';
import { momentText, plural, workText } from '../parts/format.ts';
import { KeyboardHelp } from '../parts/help.tsx';
import { Paste } from '../parts/paste.tsx';
import { Pictures } from '../parts/pictures.tsx';
import { minutesOf, PlanView } from '../parts/plan.tsx';
import { SectionHead } from '../parts/section-head.tsx';
import { Mark, verdictStyles } from '../parts/state.tsx';
import { ThemeSwitch } from '../parts/theme-switch.tsx';
import { CoverageSection } from './report-coverage.tsx';
import { DomainMap } from './report-map.tsx';
import { SettledSections } from './report-settled.tsx';

export interface ReportPageProps {
  readonly report: Report;
  readonly next: NextStep | undefined;
  /** Pages as a browser showed them; often none. */
  readonly pictures: readonly ReportPicture[];
}

/** The answer, what to do next, the findings; everything else below, folded and counted. */
export function ReportPage({ report, next, pictures }: ReportPageProps) {
  const planned = report.plan.slots.some((slot) => slot.tasks.length > 0);
  return (
    <>
      <a class="skip" href="#findings">
        Skip to the findings
      </a>
      <header class="bar">
        <span class="brand">Launch Ready</span>
        <span class="bar-tools">
          <button class="button" type="button" data-help hidden>
            Keyboard
          </button>
          <ThemeSwitch />
        </span>
      </header>
      <main>
        <Hero report={report} next={next} />
        <Findings report={report} />
        {planned ? (
          <section aria-labelledby="plan">
            <SectionHead
              id="plan"
              title="The two days"
              hint="in this order, because of what depends on what"
            />
            <PlanView plan={report.plan} findings={report.findings} />
          </section>
        ) : null}
        {pictures.length === 0 ? null : (
          <section aria-labelledby="pictures">
            <SectionHead id="pictures" title="What visitors see" hint="on a phone and on a desktop" />
            <Pictures pictures={pictures} />
          </section>
        )}
        <DomainMap rows={report.ownership} />
        <SettledSections report={report} />
        <CoverageSection report={report} />
      </main>
      <Footer report={report} />
      <KeyboardHelp />
    </>
  );
}

function Hero({ report, next }: Omit<ReportPageProps, 'pictures'>) {
  const { product, domain, profile, isDeclared } = report.subject;
  const { tone, shape } = verdictStyles[report.verdict];
  const basis = isDeclared ? 'held to its launch.yaml' : 'without a launch.yaml';
  return (
    <section class="hero" aria-label="Verdict">
      <p class="label">{product === domain ? domain : `${product}, ${domain}`}</p>
      <h1 class={tone}>
        <Mark shape={shape} />
        <span>{report.headline}</span>
      </h1>
      <p class="label">
        Looked at on {momentText(report.collectedAt)}, profile {profile}, {basis}
      </p>
      <div class="hero-grid">
        {next === undefined ? null : (
          <div class="next">
            <p>
              <strong>Next.</strong> {next.text}
            </p>
            {next.command === null ? null : <Paste text={next.command} what="the next command" />}
          </div>
        )}
        <Numbers report={report} />
      </div>
    </section>
  );
}

function Numbers({ report }: { readonly report: Report }) {
  const { counts } = report;
  const minutes = minutesOf(report.plan.slots);
  return (
    <dl class="numbers">
      <div>
        <dt>findings</dt>
        <dd>{counts.blocker + counts.high + counts.medium + counts.low}</dd>
      </div>
      <div>
        <dt>{minutes > 0 ? 'planned work' : 'passed'}</dt>
        <dd>{minutes > 0 ? workText(minutes) : counts.passed}</dd>
      </div>
      <div>
        <dt>unknown</dt>
        <dd>{counts.unknown}</dd>
      </div>
    </dl>
  );
}

function Findings({ report }: { readonly report: Report }) {
  const { counts, findings } = report;
  if (findings.length === 0) return <NoFindings report={report} />;
  const hint = `${plural(counts.blocker, 'blocker')}, ${counts.high} high, ${counts.medium} medium, ${counts.low} low`;
  return (
    <section aria-labelledby="findings">
      <SectionHead id="findings" title="What to fix, worst first" hint={hint} />
      <FindingFilter findings={findings} />
      <ol class="findings">
        {findings.map((finding) => (
          <li>
            <FindingView finding={finding} />
          </li>
        ))}
      </ol>
      <p class="nothing-left muted" data-nothing-left hidden>
        No finding fits this filter.
      </p>
    </section>
  );
}

/** Nothing failed, which is good news only as far as something was judged. */
function NoFindings({ report }: { readonly report: Report }) {
  const { passed, unknown } = report.counts;
  const title =
    passed === 0 ? 'Nothing could be judged' : unknown === 0 ? 'Nothing to fix' : 'Nothing failed';
  return (
    <section aria-labelledby="findings">
      <SectionHead
        id="findings"
        title={title}
        hint={`${plural(passed, 'check')} passed, ${unknown} unknown`}
      />
    </section>
  );
}

const Footer = ({ report }: { readonly report: Report }) => (
  <footer class="label">
    <p>
      Made by {report.tool.name} {report.tool.version}, judged as of {momentText(report.judgedAt)}. Every
      statement above can be checked with the command beside it.
    </p>
    <p>
      Facts <code>sha256:{report.digests.facts}</code>
    </p>
    <p>
      Findings <code>sha256:{report.digests.findings}</code>
    </p>
  </footer>
);

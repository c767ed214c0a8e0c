import type { LogPatternRow, LogProblemRow, LogsView } from '../../../src/server/contract-inside.ts';
import type { Severity } from '../../../src/model/check.ts';
import { momentText, plural } from '../../parts/format.ts';
import { Proportion } from '../../parts/proportion.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { severityStyles, State } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';
import { useState } from 'preact/hooks';
import { followSlowly } from '../../app/follow.ts';
import { Answer, Empty, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { useView } from '../../app/use-view.ts';
import { Paste } from '../../parts/paste.tsx';

/** What the logs say, and what they should not have said. */
export function LogsPage({ query }: PageProps) {
  const environment = query.get('environment') ?? '';
  const [follow] = useState(() => followSlowly<LogsView>());
  const state = useView<LogsView>(`/api/logs?environment=${encodeURIComponent(environment)}`, follow);
  return <Viewed state={state}>{(view) => (view.isSilent ? <Silent /> : <Logs view={view} />)}</Viewed>;
}

const Silent = () => (
  <>
    <Answer style={{ tone: 'idle', shape: 'ring' }} word="not known" text="No logs have come yet" />
    <Empty title="Errors by their pattern, leaks and failed logins will stand here">
      <p>
        Secrets and personal data are removed before anything is kept. Exporters of OpenTelemetry send logs
        here; a file or a pipe can be reviewed without sending anything:
      </p>
      <Paste text="launch-ready logs check app.log" what="the command" />
      <p>
        <a class="button primary" href="/connect">
          Connect the product
        </a>
      </p>
    </Empty>
  </>
);

const isLeak = ({ rule }: LogProblemRow): boolean => rule === 'logs/secret' || rule === 'logs/personal-data';

function Logs({ view }: { readonly view: LogsView }) {
  const leaks = view.problems.filter(isLeak);
  const fresh = view.patterns.filter(({ isNewSinceDeploy, level }) => isNewSinceDeploy && level === 'error');
  const text =
    leaks.length > 0
      ? `${plural(leaks.length, 'leak')} in the logs`
      : view.problems.length > 0
        ? `${plural(view.problems.length, 'problem')} in the logs`
        : fresh.length > 0
          ? `${plural(fresh.length, 'error')} since the last deploy that ${fresh.length === 1 ? 'was' : 'were'} not there before`
          : 'The logs are quiet';
  const isWell = leaks.length + view.problems.length + fresh.length === 0;
  return (
    <>
      <Answer
        label={`${view.environment}, 7 days`}
        style={
          isWell
            ? { tone: 'ok', shape: 'circle' }
            : leaks.length > 0
              ? bad
              : { tone: 'warn', shape: 'triangle' }
        }
        word={isWell ? 'good' : 'trouble'}
        text={text}
      >
        <Proportion label="Lines of the last 24 hours" shares={sharesOf(view)} />
      </Answer>
      <Problems rows={view.problems} />
      <Patterns rows={view.patterns} />
    </>
  );
}

const bad = { tone: 'bad', shape: 'square' } as const;
const wordFor = (count: number, one: string): string => (count === 1 ? one : `${one}s`);
const sharesOf = ({ levels }: LogsView) => [
  { ...bad, word: wordFor(levels.error, 'error'), count: levels.error },
  {
    tone: 'warn',
    shape: 'triangle',
    word: wordFor(levels.warning, 'warning'),
    count: levels.warning,
  } as const,
  { tone: 'idle', shape: 'ring', word: wordFor(levels.other, 'other line'), count: levels.other } as const,
];

const severityOf = (text: string): Severity =>
  text === 'blocker' || text === 'high' || text === 'low' ? text : 'medium';

function Problems({ rows }: { readonly rows: readonly LogProblemRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="problems">
      <SectionHead
        id="problems"
        title="What should not be there"
        hint="newest first; the values were removed"
      />
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id} class="row">
            <State {...severityStyles[severityOf(row.severity)]} word={row.severity} />
            <span class="row-text">
              <span>
                {row.text}: <span class="mono">{row.place}</span>
              </span>
              <span class="label">{row.fix}</span>
            </span>
            <span class="row-figure">
              <Ago at={row.lastSeen} />
              <span class="label">{plural(row.count, 'line')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Patterns({ rows }: { readonly rows: readonly LogPatternRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="patterns">
      <SectionHead id="patterns" title="Errors and warnings" hint="by pattern, most frequent first" />
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.id} class="row">
            <State
              {...(row.level === 'error' ? bad : ({ tone: 'warn', shape: 'triangle' } as const))}
              word={row.isNewSinceDeploy ? `new ${row.level}` : row.level}
            />
            <span class="row-text">
              <details>
                <summary class="mono">{row.template}</summary>
                {row.samples.map(({ at, message, trace }) => (
                  <p class="label">
                    {momentText(at)}: <span class="mono">{message}</span>{' '}
                    {trace === null ? null : <a href={`/performance/${trace}`}>its request</a>}
                  </p>
                ))}
              </details>
              <span class="label">
                {row.place}, first <Ago at={row.firstSeen} />
              </span>
            </span>
            <span class="row-figure">
              {row.count.toLocaleString('en')}
              <span class="label">
                <Ago at={row.lastSeen} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

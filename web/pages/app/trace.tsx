import type { SpanView, TraceView } from '../../../src/server/contract-inside.ts';
import { momentText, plural, tookText } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { Answer, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { useView } from '../../app/use-view.ts';

/** Where the time of one request went. A trace does not change: nothing is followed. */
export function TracePage({ id }: PageProps) {
  const state = useView<TraceView>(`/api/traces/${encodeURIComponent(id)}`, (view) => view);
  return <Viewed state={state}>{(view) => <Trace view={view} />}</Viewed>;
}

function Trace({ view: { trace, spans } }: { readonly view: TraceView }) {
  const longest = spans
    .filter(({ work }) => work !== 'request')
    .toSorted((a, b) => b.durationMs - a.durationMs)[0];
  return (
    <>
      <Answer
        style={trace.isFailed ? { tone: 'bad', shape: 'square' } : { tone: 'ok', shape: 'circle' }}
        word={trace.isFailed ? 'failed' : 'answered'}
        text={`${trace.route} took ${tookText(trace.durationMs)}${trace.isFailed ? ' and failed' : ''}`}
        label={
          <>
            <a href={`/performance?route=${encodeURIComponent(trace.route)}`}>Performance</a> ·{' '}
            {trace.service}
            {trace.release === null ? '' : ` ${trace.release}`} · {trace.environment}
          </>
        }
      >
        <p class="muted">
          {momentText(trace.at)}, {plural(spans.length, 'span')}.{' '}
          {longest === undefined ? '' : `Longest: ${longest.name}, ${tookText(longest.durationMs)}.`}
          {trace.reason === 'probe' ? ' One of our own probes asked for it.' : ''}
        </p>
      </Answer>
      <section aria-labelledby="spans">
        <SectionHead id="spans" title="Where the time went" hint="by start; open one for its fields" />
        <ul class="rows spans">
          {spans.map((span) => (
            <Span key={span.id} span={span} totalMs={totalOf(spans)} />
          ))}
        </ul>
      </section>
    </>
  );
}

const totalOf = (spans: readonly SpanView[]): number =>
  Math.max(1, ...spans.map(({ startMs, durationMs }) => startMs + durationMs));

const width = 1000;
const least = 3;
const deepest = 6;

function Span({ span, totalMs }: { readonly span: SpanView; readonly totalMs: number }) {
  const x = (span.startMs / totalMs) * width;
  const length = Math.max(least, (span.durationMs / totalMs) * width);
  const said = `${span.name}: ${tookText(span.durationMs)}, ${tookText(span.startMs)} after the start`;
  return (
    <li class={`span depth-${Math.min(deepest, span.depth)}`}>
      <details>
        <summary>
          <span class="span-name">
            {span.isFailed ? <strong class="bad">failed </strong> : null}
            {span.name}
          </span>
          <span class="row-figure">{tookText(span.durationMs)}</span>
          <svg
            class="proportion"
            viewBox={`0 0 ${width} 8`}
            preserveAspectRatio="none"
            role="img"
            aria-label={said}
          >
            <rect
              class={span.isFailed ? 'bar-bad' : `bar-${tones[span.work]}`}
              x={x}
              y="0"
              width={length}
              height="8"
            />
          </svg>
        </summary>
        <SpanFacts span={span} />
      </details>
    </li>
  );
}

function SpanFacts({ span }: { readonly span: SpanView }) {
  return (
    <dl class="facts">
      {span.message === null ? null : (
        <div>
          <dt>status</dt>
          <dd>{span.message}</dd>
        </div>
      )}
      {[['service', span.service] as const, ...span.attributes].map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd class="mono">{value}</dd>
        </div>
      ))}
      {span.links.map(({ trace, text }) => (
        <div>
          <dt>belongs to</dt>
          <dd class="mono">
            <a href={`/performance/${encodeURIComponent(trace)}`}>{trace.slice(0, 8)}</a> {text}
          </dd>
        </div>
      ))}
      {span.events.map(({ name, text }) => (
        <div>
          <dt>{name}</dt>
          <dd class="mono">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

const tones: Readonly<Record<SpanView['work'], string>> = {
  request: 'idle',
  query: 'ok',
  call: 'warn',
  other: 'idle',
};

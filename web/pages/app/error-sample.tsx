import type { ExceptionView, FrameView, SampleView } from '../../../src/server/contract-errors.ts';
import { Chevron, Fold } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { momentText } from '../../app/time.ts';

/** Kept events, the newest open. Everything in them was sent by strangers and is shown as text. */
export const SampleFolds = ({ samples }: { readonly samples: readonly SampleView[] }) => (
  <section aria-labelledby="events">
    <SectionHead
      id="events"
      title="Events"
      hint="every one is counted; of many at once a few are kept, scrubbed"
    />
    {samples.map((sample, at) => (
      <details class="fold" open={at === 0} key={sample.id}>
        <summary>
          <Chevron />
          <h3>{momentText(sample.at)}</h3>
          <span class="label">
            {sample.release ?? 'no release'} {sample.url ?? ''}
          </span>
        </summary>
        <div class="fold-body">
          <Sample sample={sample} />
        </div>
      </details>
    ))}
  </section>
);

const Sample = ({ sample }: { readonly sample: SampleView }) => (
  <>
    {sample.isClockWrong ? (
      <p class="notice">The clock of the sender is wrong: this is when it arrived.</p>
    ) : null}
    {sample.exceptions.map((exception) => (
      <Exception exception={exception} />
    ))}
    {sample.trace === null ? null : (
      <p>
        Part of the request <a href={`/performance/${sample.trace}`}>{sample.trace.slice(0, 8)}</a>.
      </p>
    )}
    <Fold id={`crumbs-${sample.id}`} title="What happened before" count={sample.breadcrumbs.length}>
      <ul class="plain-rows">
        {sample.breadcrumbs.map(({ at, category, message }) => (
          <li>
            <span>
              {category}: {message}
            </span>
            <span class="label">{at === null ? '' : momentText(at)}</span>
          </li>
        ))}
      </ul>
    </Fold>
    <Pairs id={`tags-${sample.id}`} title="Tags" pairs={sample.tags} />
    <Pairs id={`extra-${sample.id}`} title="Further fields" pairs={sample.extra} />
    <Pairs
      id={`files-${sample.id}`}
      title="Attachments"
      pairs={sample.attachments.map(({ name, bytes, text }) => [
        `${name} (${bytes} bytes)`,
        text ?? 'not text: its name and size are kept, nothing else',
      ])}
    />
  </>
);

const Exception = ({ exception: { type, value, frames } }: { readonly exception: ExceptionView }) => (
  <>
    <h4>
      {type}: {value}
    </h4>
    <ol class="stack">
      {frames.map((frame, at) => (
        <Frame frame={frame} isOpen={frame.isOwn && frames.findIndex(({ isOwn }) => isOwn) === at} />
      ))}
    </ol>
  </>
);

function Frame({ frame, isOpen }: { readonly frame: FrameView; readonly isOpen: boolean }) {
  const place = `${frame.file}${frame.line === null ? '' : `:${frame.line}`}${frame.column === null ? '' : `:${frame.column}`}`;
  const head = (
    <>
      <code>{frame.name || '?'}</code> <span class="label">{place}</span>
      {frame.isMapped ? <span class="label"> in the source</span> : null}
      {frame.isOwn ? null : <span class="label"> of a library</span>}
    </>
  );
  if (frame.source.length === 0) return <li>{head}</li>;
  return (
    <li>
      <details open={isOpen}>
        <summary>{head}</summary>
        <pre tabIndex={0} aria-label={`Source around ${place}`}>
          {frame.source.map(({ line, text, isIt }) => (
            <>
              {isIt ? <strong>{`> ${line} ${text}`}</strong> : `  ${line} ${text}`}
              {'\n'}
            </>
          ))}
        </pre>
      </details>
    </li>
  );
}

interface PairsProps {
  readonly id: string;
  readonly title: string;
  readonly pairs: readonly (readonly [string, string])[];
}

const Pairs = ({ id, title, pairs }: PairsProps) => (
  <Fold id={id} title={title} count={pairs.length}>
    <ul class="plain-rows">
      {pairs.map(([name, value]) => (
        <li>
          <span class="label">{name}</span>
          <span>{value}</span>
        </li>
      ))}
    </ul>
  </Fold>
);

import type { FunnelView } from '../../../src/server/contract-inside.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { State } from '../../parts/state.tsx';
import { useState } from 'preact/hooks';
import { followSlowly } from '../../app/follow.ts';
import { useView } from '../../app/use-view.ts';

const width = 1000;

/** From visitor to customer, with yesterday beside today. Nothing is shown where nothing is told. */
export function Funnel() {
  const [follow] = useState(() => followSlowly<FunnelView>());
  const { view } = useView<FunnelView>('/api/funnel', follow);
  if (view === null || view.isSilent) return null;
  const most = Math.max(1, ...view.steps.map(({ done }) => done));
  return (
    <section aria-labelledby="funnel">
      <SectionHead
        id="funnel"
        title="Visitors to customers"
        hint={`${view.environment}, 24 hours, the day before in brackets`}
      />
      {view.troubles.map(({ sentence, cause }) => (
        <p class="notice bad">
          {sentence}. It points to the {cause}.
        </p>
      ))}
      <ul class="rows">
        {view.steps.map(({ id, plural, done, failed, doneBefore }) => (
          <li key={id} class="row">
            {view.troubles.some(({ step }) => step === id) ? (
              <State tone="bad" shape="square" word="losing" />
            ) : (
              <State tone="ok" shape="circle" word="steady" />
            )}
            <span class="row-text">
              <span>
                {plural} <span class="label">{failed === 0 ? '' : `${failed} failed`}</span>
              </span>
              <svg
                class="proportion"
                viewBox={`0 0 ${width} 8`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect class="bar-ok" x="0" y="0" width={(done / most) * width} height="8" />
              </svg>
            </span>
            <span class="row-figure">
              {done.toLocaleString('en')}
              <span class="label">({doneBefore.toLocaleString('en')})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

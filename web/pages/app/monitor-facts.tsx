import type { ComponentChildren } from 'preact';
import type { MonitorDetailView } from '../../../src/server/contract.ts';
import { Chevron } from '../../parts/fold.tsx';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { may } from '../../app/api.ts';
import { spanText } from '../../app/time.ts';
import { MonitorForm } from './monitor-form.tsx';

export interface MonitorFactsProps {
  readonly view: MonitorDetailView;
  readonly show: (view: MonitorDetailView) => void;
}

/** When it counts as broken, who is told, and where it comes from. */
export const MonitorFacts = ({ view: { monitor, dependsOn }, show }: MonitorFactsProps) => (
  <section aria-labelledby="rules">
    <SectionHead id="rules" title="Rules" hint={origins[monitor.origin]} />
    <dl class="facts">
      <Fact name="Looked at every">{spanText(monitor.intervalSeconds * 1000)}</Fact>
      <Fact name="Gives up after">{spanText(monitor.timeoutMs)}</Fact>
      <Fact name="Down after">{plural(monitor.failuresBeforeAlert, 'failure')} in a row</Fact>
      <Fact name="Up again after">{plural(monitor.goodBeforeRecovery, 'good look')}</Fact>
      <Fact name="Regions that must agree">{monitor.quorum === 0 ? 'the majority' : monitor.quorum}</Fact>
      <Fact name="Slow above">{monitor.slowMs === null ? 'never' : `${monitor.slowMs} ms`}</Fact>
      <Fact name="An outage is">{monitor.severity}</Fact>
      <Fact name="Owner">{monitor.owner ?? 'nobody named'}</Fact>
      {monitor.guards === null ? null : <Fact name="Guards the finding">{monitor.guards}</Fact>}
      {dependsOn.length === 0 ? null : (
        <Fact name="Explained by an outage of">
          {dependsOn.map(({ id, title }, index) => (
            <>
              {index === 0 ? '' : ', '}
              <a href={`/monitors/${encodeURIComponent(id)}`}>{title}</a>
            </>
          ))}
        </Fact>
      )}
    </dl>
    {may('editor') ? (
      <details class="fold">
        <summary>
          <Chevron />
          <h3>Change it</h3>
          {monitor.origin === 'hand' ? null : (
            <span class="label">it is yours from then on: launch.yaml no longer changes it</span>
          )}
        </summary>
        <div class="fold-body">
          <MonitorForm key={JSON.stringify(monitor)} monitor={monitor} done={show} />
        </div>
      </details>
    ) : null}
  </section>
);

const origins = {
  manifest: 'from launch.yaml',
  audit: 'guards what an audit found',
  hand: 'made by hand',
} as const;

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

import type { ComponentChildren } from 'preact';
import type { MonitorDetailView } from '../../../src/server/contract.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { spanText } from '../../app/time.ts';

/** When it counts as broken, who is told, and where it comes from. */
export const MonitorFacts = ({ view: { monitor, dependsOn } }: { readonly view: MonitorDetailView }) => (
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

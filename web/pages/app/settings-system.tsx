import type { ComponentChildren } from 'preact';
import type { SystemView } from '../../../src/server/contract-settings.ts';
import { Paste } from '../../parts/paste.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { Ago } from '../../app/ago.tsx';
import { KeptFor } from './settings-retention.tsx';
import type { SettingsPartProps } from './settings.tsx';

/** How the watch itself is, and how long it remembers. */
export const System = ({ view, show }: SettingsPartProps) => (
  <>
    <Condition system={view.system} />
    <KeptFor view={view} show={show} />
  </>
);

function Condition({ system }: { readonly system: SystemView }) {
  return (
    <section aria-labelledby="system">
      <SectionHead id="system" title="This watch" hint={`version ${system.version}`} />
      <dl class="facts">
        <Fact name="Kept in">{system.store.detail}</Fact>
        <Fact name="Running for">
          <Ago at={system.startedAt} suffix="" />
        </Fact>
        <Fact name="Lateness, p99">{Math.round(system.latenessP99Ms)} ms</Fact>
        <Fact name="Looks left out">{system.shed}</Fact>
        <Fact name="Replicas">
          {system.replicas.length === 0 ? system.replica : system.replicas.join(', ')}
        </Fact>
        <Fact name="Regions">{system.regions.map(({ name }) => name).join(', ')}</Fact>
        <Fact name="launch.yaml">{system.manifest?.path ?? 'none here'}</Fact>
      </dl>
      <p class="label more">Backup, while it runs:</p>
      <Paste text={system.backupCommand} what="the backup command" />
    </section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

import type { DeployView } from '../../../src/server/contract-incidents.ts';
import { Paste } from '../../parts/paste.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { Ago } from '../../app/ago.tsx';

const styles: Readonly<Record<'keep' | 'watch' | 'roll back', StateStyle>> = {
  keep: { tone: 'ok', shape: 'circle' },
  watch: { tone: 'warn', shape: 'triangle' },
  'roll back': { tone: 'bad', shape: 'square' },
};
const undecided: StateStyle = { tone: 'idle', shape: 'ring' };

/** Each deploy with what the rollback rule says of it, and the command where it says roll back. */
export const DeployList = ({ rows }: { readonly rows: readonly DeployView[] }) => (
  <ul class="rows">
    {rows.map(({ marker, decision, because, rollbackCommand }) => (
      <li key={marker.id} class="row">
        <State {...(decision === null ? undecided : styles[decision])} word={decision ?? 'not judged'} />
        <span class="row-text">
          <span>
            {marker.version} to {marker.environment}
          </span>
          <span class="label">{because ?? marker.note}</span>
          {decision === 'roll back' && rollbackCommand !== null ? (
            <Paste text={rollbackCommand} what="the rollback command" />
          ) : null}
        </span>
        <span class="row-figure">
          <Ago at={marker.at} />
          <span class="label">{marker.by}</span>
        </span>
      </li>
    ))}
  </ul>
);

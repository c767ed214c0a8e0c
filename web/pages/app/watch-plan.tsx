import type { WatchPlanView } from '../../../src/server/contract.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { may, send } from '../../app/api.ts';
import { followTurns } from '../../app/follow.ts';
import { useView } from '../../app/use-view.ts';

/** What launch.yaml and the last audit would watch and what is watched; applied exactly as shown. */
export function WatchPlan() {
  const { view, reload } = useView<WatchPlanView>('/api/watch-plan', followTurns);
  if (view === null || view.add.length + view.change.length + view.remove.length === 0) return null;
  const apply = async (): Promise<void> => {
    await send('POST', '/api/watch-plan', { digest: view.digest }).finally(reload);
  };
  return (
    <section aria-labelledby="watch-plan">
      <SectionHead
        id="watch-plan"
        title="Not watched as declared"
        hint={`${view.unchanged} as they should be`}
      />
      <ul class="rows">
        {view.add.map(({ id, title, kind, target }) => (
          <Change key={id} verb="add" title={title} detail={`${kind} ${target}`} />
        ))}
        {view.change.map(({ id, title, fields }) => (
          <Change
            key={id}
            verb="change"
            title={title}
            detail={fields.map(({ name, before, after }) => `${name}: ${before} to ${after}`).join('; ')}
          />
        ))}
        {view.remove.map(({ id, title, target }) => (
          <Change key={id} verb="remove" title={title} detail={target} />
        ))}
      </ul>
      {may('editor') ? (
        <p class="more">
          <Action
            text={`Apply ${plural(view.add.length + view.change.length + view.remove.length, 'change')}`}
            run={apply}
            isPrimary
          />
        </p>
      ) : null}
    </section>
  );
}

interface ChangeProps {
  readonly verb: string;
  readonly title: string;
  readonly detail: string;
}

const Change = ({ verb, title, detail }: ChangeProps) => (
  <li class="row">
    <span class="state">{verb}</span>
    <span class="row-text">
      <span>{title}</span>
      <span class="label">{detail}</span>
    </span>
  </li>
);

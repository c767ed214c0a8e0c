import { useState } from 'preact/hooks';
import type { WatchPlanView } from '../../../src/server/contract.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { Action } from '../../app/action.tsx';
import { may, send } from '../../app/api.ts';
import { followTurns } from '../../app/follow.ts';
import { useView } from '../../app/use-view.ts';

/** A new product has some dozen; a removed manifest takes away everything there was. */
const firstShown = 20;
const moreShown = 200;

/** What launch.yaml and the last audit would watch and what is watched; applied exactly as shown. */
export function WatchPlan() {
  const { view, reload } = useView<WatchPlanView>('/api/watch-plan', followTurns);
  const [shown, setShown] = useState(firstShown);
  const changes = view === null ? [] : changesOf(view);
  if (view === null || changes.length === 0) return null;
  const apply = async (): Promise<void> => {
    await send('POST', '/api/watch-plan', { digest: view.digest }).finally(reload);
  };
  return (
    <section aria-labelledby="watch-plan">
      <SectionHead
        id="watch-plan"
        title="Not watched as declared"
        hint={
          view.unchanged === 0 ? 'by launch.yaml and the last audit' : `${view.unchanged} as they should be`
        }
      />
      <Changes changes={changes.slice(0, shown)} />
      {changes.length <= shown ? null : (
        <p class="more">
          <button class="button" type="button" onClick={() => setShown(shown + moreShown)}>
            Show more of {changes.length}
          </button>
        </p>
      )}
      {may('editor') ? (
        <p class="more">
          <Action
            text={`Apply ${changes.length === 1 ? 'the one change' : `all ${changes.length} changes`}`}
            run={apply}
            isPrimary
          />
        </p>
      ) : null}
    </section>
  );
}

function changesOf({ add, change, remove }: WatchPlanView): readonly ChangeProps[] {
  return [
    ...add.map(({ id, title, kind, target }) => ({ id, verb: 'add', title, detail: `${kind} ${target}` })),
    ...change.map(({ id, title, fields }) => ({
      id,
      verb: 'change',
      title,
      detail: fields.map(({ name, before, after }) => `${name}: ${before} to ${after}`).join('; '),
    })),
    ...remove.map(({ id, title, target }) => ({ id, verb: 'remove', title, detail: target })),
  ];
}

const Changes = ({ changes }: { readonly changes: readonly ChangeProps[] }) => (
  <ul class="rows">
    {changes.map((change) => (
      <Change key={change.id} {...change} />
    ))}
  </ul>
);

interface ChangeProps {
  readonly id: string;
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

import type { IncidentDetailView } from '../../../src/server/contract-incidents.ts';
import { Chevron } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { may } from '../../app/api.ts';
import { Form } from '../../app/form.tsx';

interface ChecklistProps {
  readonly view: IncidentDetailView;
  readonly tick: (done: readonly string[]) => Promise<void>;
}

/** What to do for this cause, ticked by whoever did it. */
export function Checklist({ view: { checklist }, tick }: ChecklistProps) {
  if (checklist.length === 0) return null;
  const done = checklist.filter(({ isDone }) => isDone).map(({ id }) => id);
  // A refused tick is drawn as it is kept: the box follows the view, not the click.
  const set = (id: string, isDone: boolean): void =>
    void tick(isDone ? [...done, id] : done.filter((each) => each !== id)).catch(() => undefined);
  return (
    <section aria-labelledby="checklist">
      <SectionHead id="checklist" title="Checklist" hint={`${done.length} of ${checklist.length} done`} />
      <ul class="ticks">
        {checklist.map(({ id, text, isDone }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={isDone}
                disabled={!may('editor')}
                onChange={({ currentTarget }) => set(id, currentTarget.checked)}
              />
              {text}
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PostmortemProps {
  readonly view: IncidentDetailView;
  readonly keep: (text: string) => Promise<void>;
}

/** A draft from the timeline until somebody keeps their own. */
export const Postmortem = ({ view: { postmortem }, keep }: PostmortemProps) => (
  <details class="fold">
    <summary>
      <Chevron />
      <h2>Postmortem</h2>
      <span class="label">{postmortem.isDraft ? 'draft from the timeline' : 'kept'}</span>
    </summary>
    <div class="fold-body">
      {may('editor') ? (
        <Form label="Postmortem" action="Keep it" submit={(values) => keep(String(values.get('text')))}>
          {() => (
            <div class="field">
              <label for="postmortem">Markdown</label>
              <textarea id="postmortem" name="text" rows={16} defaultValue={postmortem.text} />
            </div>
          )}
        </Form>
      ) : (
        <pre>{postmortem.text}</pre>
      )}
    </div>
  </details>
);

import type { IncidentDetailView } from '../../../src/server/contract-incidents.ts';
import { Chevron } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { may } from '../../app/api.ts';
import { Field, Form, textOf } from '../../app/form.tsx';
import { momentText } from '../../app/time.ts';

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

interface TellUsersProps {
  readonly view: IncidentDetailView;
  readonly tell: (text: string) => Promise<unknown>;
}

/** What the status page says, in words for users. */
export function TellUsers({ view: { publicNotes }, tell }: TellUsersProps) {
  if (publicNotes.length === 0 && !may('editor')) return null;
  return (
    <section aria-labelledby="tell-users">
      <SectionHead id="tell-users" title="Told to users" hint="on the status page, in the feed, by mail" />
      {publicNotes.length === 0 ? <p>Nothing yet.</p> : null}
      <ul class="plain-rows">
        {publicNotes.map(({ at, text }) => (
          <li>
            <span>{text}</span>
            <span class="label">{momentText(at)}</span>
          </li>
        ))}
      </ul>
      {may('editor') ? (
        <Form
          label="Tell users"
          action="Tell users"
          isInline
          submit={(values) => tell(textOf(values, 'text'))}
        >
          {(errors) => <Field label="For users" name="text" errors={errors} />}
        </Form>
      ) : null}
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

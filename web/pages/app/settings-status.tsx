import { useState } from 'preact/hooks';
import type { SettingsView, StatusPageSettings } from '../../../src/server/contract-settings.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { may, send } from '../../app/api.ts';
import { Field, Form, numberOf, textOf, textOrNull, textsOf, Tick } from '../../app/form.tsx';
import { MonitorPicker } from '../../app/monitor-picker.tsx';
import type { SettingsPartProps } from './settings.tsx';

/** What the public sees: whether, how it looks, and which components. */
export const StatusPage = ({ view, show }: SettingsPartProps) => (
  <section aria-labelledby="status-page">
    <SectionHead id="status-page" title="Status page" hint="without script, cause, address or person" />
    <p>
      <a href="/status">{view.system.publicUrl}/status</a>,{' '}
      {view.statusPage.isPublic ? 'open to everybody' : 'hidden'}.
    </p>
    {may('owner') ? (
      <Edit key={JSON.stringify(view.statusPage)} now={view.statusPage} show={show} />
    ) : (
      <p class="muted">An owner may change it.</p>
    )}
  </section>
);

interface EditProps extends Pick<SettingsPartProps, 'show'> {
  readonly now: StatusPageSettings;
}

function Edit({ now, show }: EditProps) {
  const [groups, setGroups] = useState<readonly number[]>(now.groups.map((_group, index) => index));
  const submit = async (values: FormData): Promise<void> => {
    show(await send<SettingsView>('PUT', '/api/settings/status-page', inputOf(values, groups)));
  };
  return (
    <Form label="Status page" action="Keep it" submit={submit}>
      {(errors) => (
        <>
          <Tick label="Everybody may see it" name="isPublic" isOn={now.isPublic} />
          <Tick
            label="Visitors may subscribe by mail"
            name="hasSubscriptions"
            isOn={now.hasSubscriptions}
            hint="They confirm by a link; every mail has a way out."
          />
          <Field label="Title" name="title" value={now.title} errors={errors} />
          <Field label="About" name="about" value={now.about} errors={errors} hint="One or two sentences." />
          <Field
            label="Link of the title"
            name="homeUrl"
            type="url"
            value={now.homeUrl}
            errors={errors}
            placeholder="https://shop.example"
          />
          <Hue now={now.accentHue} errors={errors} />
          {groups.map((index) => (
            <Component
              key={index}
              index={index}
              group={now.groups[index] ?? null}
              errors={errors}
              remove={() => setGroups(groups.filter((each) => each !== index))}
            />
          ))}
          <button
            class="button"
            type="button"
            onClick={() => setGroups([...groups, Math.max(-1, ...groups) + 1])}
          >
            Add a component
          </button>
          {groups.length > 0 ? null : (
            <p class="label">Without one every critical page and journey is shown.</p>
          )}
        </>
      )}
    </Form>
  );
}

interface ComponentProps {
  readonly index: number;
  readonly group: StatusPageSettings['groups'][number] | null;
  readonly errors: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

const Component = ({ index, group, errors, remove }: ComponentProps) => (
  <div class="field">
    <Field
      label="Component"
      name={`title-${index}`}
      value={group?.title ?? ''}
      errors={errors}
      hint="Empty: its monitors stand without a heading."
    />
    <MonitorPicker
      title="Its monitors"
      name={`monitors-${index}`}
      first={group?.monitors ?? []}
      hint="Shown in this order."
    />
    <p>
      <button class="button" type="button" onClick={remove}>
        Leave out this component
      </button>
    </p>
  </div>
);

const standardHue = 262;

function Hue({
  now,
  errors,
}: {
  readonly now: number | null;
  readonly errors: Readonly<Record<string, string>>;
}) {
  const [hue, setHue] = useState(now);
  return (
    <div
      class="field"
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) setHue(target.value === '' ? null : Number(target.value));
      }}
    >
      <Field
        label="Colour of links and buttons (hue, 0 to 360)"
        name="accentHue"
        type="number"
        value={now}
        errors={errors}
        placeholder={String(standardHue)}
        hint="Empty: the standard blue. Light and dark, and enough contrast, follow from it."
      />
      <span class="swatch" aria-hidden="true" style={{ '--hue': String(hue ?? standardHue) }} />
    </div>
  );
}

const inputOf = (values: FormData, groups: readonly number[]): StatusPageSettings => ({
  isPublic: values.has('isPublic'),
  hasSubscriptions: values.has('hasSubscriptions'),
  title: textOf(values, 'title'),
  about: textOf(values, 'about'),
  homeUrl: textOrNull(values, 'homeUrl'),
  accentHue: numberOf(values, 'accentHue'),
  groups: groups.map((index) => ({
    title: textOf(values, `title-${index}`),
    monitors: textsOf(values, `monitors-${index}`),
  })),
});

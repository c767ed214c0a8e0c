import { useState } from 'preact/hooks';
import type { KeptTimes } from '../../../src/model/retention.ts';
import type { RetentionView, SettingsView } from '../../../src/server/contract-settings.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { may, RefusedError, send } from '../../app/api.ts';
import { Field, Form, numberOf, Tick } from '../../app/form.tsx';
import type { SettingsPartProps } from './settings.tsx';

const kinds: readonly (readonly [id: keyof KeptTimes, title: string, hint: string])[] = [
  ['rawDays', 'Single looks', 'Every look with its phases and evidence.'],
  ['fiveMinuteDays', 'Figures by five minutes', 'Charts of a day.'],
  ['hourDays', 'Figures by the hour', 'Charts of a week and a month.'],
  ['eventDays', 'Errors and events', 'What your product sent in, with samples.'],
  ['alertDays', 'Alerts', 'What was sent to whom.'],
];

/** How long what is kept: owners choose, and are told first what a shorter time deletes. */
export const KeptFor = ({ view, show }: Pick<SettingsPartProps, 'view' | 'show'>) => (
  <section aria-labelledby="kept">
    <SectionHead
      id="kept"
      title="How long it is kept"
      hint="daily figures, incidents and who did what stay for good"
    />
    {may('owner') ? (
      <Edit key={JSON.stringify(view.retention)} now={view.retention} show={show} />
    ) : (
      <dl class="facts">
        {kinds.map(([id, title]) => (
          <div>
            <dt>{title}</dt>
            <dd>{view.retention.times[id]} days</dd>
          </div>
        ))}
      </dl>
    )}
  </section>
);

interface EditProps extends Pick<SettingsPartProps, 'show'> {
  readonly now: RetentionView;
}

function Edit({ now, show }: EditProps) {
  // What was told of is agreed to; other times are told of again.
  const [told, setTold] = useState<string | null>(null);
  const submit = async (values: FormData): Promise<void> => {
    const times = Object.fromEntries(kinds.map(([id]) => [id, numberOf(values, id)]));
    const asked = JSON.stringify(times);
    const mayDelete = values.has('mayDelete') && asked === told;
    try {
      show(await send<SettingsView>('PUT', '/api/settings/retention', { ...times, mayDelete }));
    } catch (error) {
      setTold(error instanceof RefusedError && error.error.code === 'would-delete' ? asked : null);
      throw error;
    }
  };
  return (
    <Form label="How long it is kept" action="Keep it so" submit={submit}>
      {(errors) => (
        <>
          {kinds.map(([id, title, hint]) => {
            const by = now.fixed.find((each) => each.id === id)?.by;
            return (
              <Field
                key={id}
                label={`${title}, days`}
                name={id}
                type="number"
                value={now.times[id]}
                errors={errors}
                isFixed={by !== undefined}
                hint={by === undefined ? hint : `Set by ${by} where the server is started.`}
              />
            );
          })}
          {told === null ? null : (
            <Tick key={told} label="Delete it for good" name="mayDelete" isOn={false} />
          )}
        </>
      )}
    </Form>
  );
}

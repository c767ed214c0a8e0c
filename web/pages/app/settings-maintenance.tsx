import type { MaintenanceWindow } from '../../../src/model/monitor.ts';
import type { SettingsView } from '../../../src/server/contract-settings.ts';
import { plural } from '../../parts/format.ts';
import { SectionHead } from '../../parts/section-head.tsx';
import { State } from '../../parts/state.tsx';
import { Action } from '../../app/action.tsx';
import { may, send } from '../../app/api.ts';
import { Field, Form, textOf, textsOf } from '../../app/form.tsx';
import { MonitorPicker } from '../../app/monitor-picker.tsx';
import { momentText, useNow } from '../../app/time.ts';
import type { SettingsPartProps } from './settings.tsx';

/** When nobody is called, and what the status page says about it. */
export function Maintenance({ view, show }: SettingsPartProps) {
  const now = useNow();
  const open = view.maintenance.filter(({ to }) => to > now).toSorted((a, b) => a.from - b.from);
  return (
    <section aria-labelledby="maintenance">
      <SectionHead
        id="maintenance"
        title="Maintenance"
        hint="nobody is called, and the status page announces it"
      />
      {open.length === 0 ? <p>Nothing is planned.</p> : null}
      <ul class="rows">
        {open.map((window) => (
          <Line key={window.id} window={window} now={now} show={show} />
        ))}
      </ul>
      {may('editor') ? <Plan key={view.maintenance.length} show={show} /> : null}
    </section>
  );
}

interface LineProps extends Pick<SettingsPartProps, 'show'> {
  readonly window: MaintenanceWindow;
  readonly now: number;
}

function Line({ window: { id, from, to, monitors, reason }, now, show }: LineProps) {
  const isNow = from <= now;
  return (
    <li class="row">
      <State
        tone={isNow ? 'warn' : 'idle'}
        shape={isNow ? 'triangle' : 'ring'}
        word={isNow ? 'now' : 'planned'}
      />
      <span class="row-text">
        <span>{reason}</span>
        <span class="label">
          {momentText(from)} to {momentText(to)} ·{' '}
          {monitors === 'all' ? 'every monitor' : plural(monitors.length, 'monitor')}
        </span>
      </span>
      <span class="row-tools">
        {may('editor') ? (
          <Action
            text={isNow ? 'End now' : 'Cancel'}
            label={`${isNow ? 'End' : 'Cancel'} ${reason}`}
            confirm="Call people again?"
            run={async () =>
              show(await send<SettingsView>('DELETE', `/api/settings/maintenance/${encodeURIComponent(id)}`))
            }
          />
        ) : null}
      </span>
    </li>
  );
}

const hourMs = 3_600_000;
const halfHourMs = hourMs / 2;

/** `YYYY-MM-DDTHH:MM` in the reader's zone, as the field wants it. */
const fieldText = (unixMs: number): string =>
  new Date(unixMs - new Date(unixMs).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function Plan({ show }: Pick<SettingsPartProps, 'show'>) {
  const start = Math.ceil(Date.now() / halfHourMs) * halfHourMs;
  return (
    <Form
      label="Plan maintenance"
      action="Plan it"
      submit={async (values) =>
        show(await send<SettingsView>('POST', '/api/settings/maintenance', inputOf(values)))
      }
    >
      {(errors) => (
        <>
          <Field label="What for" name="reason" errors={errors} hint="It stands on the status page." />
          <Field label="From" name="from" type="datetime-local" value={fieldText(start)} errors={errors} />
          <Field
            label="To"
            name="to"
            type="datetime-local"
            value={fieldText(start + hourMs)}
            errors={errors}
          />
          <MonitorPicker
            title="Monitors"
            name="monitors"
            first={[]}
            hint="None chosen: every monitor."
            problem={errors['monitors']}
          />
        </>
      )}
    </Form>
  );
}

function inputOf(values: FormData) {
  const chosen = textsOf(values, 'monitors');
  return {
    reason: textOf(values, 'reason'),
    from: momentOf(values, 'from'),
    to: momentOf(values, 'to'),
    monitors: chosen.length === 0 ? 'all' : chosen,
  };
}

/** Null where no moment was given: the server says which field. */
function momentOf(values: FormData, name: string): number | null {
  const at = Date.parse(textOf(values, name));
  return Number.isNaN(at) ? null : at;
}

import type { DeliveryRow } from '../../../src/server/contract-incidents.ts';
import type {
  DrillView,
  RouteInput,
  RouteView,
  SettingsView,
} from '../../../src/server/contract-settings.ts';
import { Chevron } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { shownStyles } from '../../parts/shown-state.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { Choice, Field, Form, textOf } from '../../app/form.tsx';
import type { SettingsPartProps } from './settings.tsx';

/** Who is told of what, and when a message last arrived there. */
export const AlertRoutes = ({ view, show, reload }: SettingsPartProps) => (
  <section aria-labelledby="routes">
    <SectionHead id="routes" title="Alert routes" hint="a test takes the way of a real alert" />
    {view.routes.length === 0 ? <p>No route yet: an outage would reach nobody.</p> : null}
    <ul class="rows">
      {view.routes.map((route) => (
        <Line key={route.id} route={route} show={show} reload={reload} />
      ))}
    </ul>
    {view.routes.length > 1 && may('editor') ? (
      <p class="more">
        <Action
          text="Drill: a test over every route"
          run={() => send<DrillView>('POST', '/api/settings/drill').finally(reload)}
        />
      </p>
    ) : null}
    {may('owner') ? <NewRoute show={show} /> : null}
  </section>
);

const outcomes: Readonly<Record<DeliveryRow['state'], StateStyle & { readonly word: string }>> = {
  waiting: { ...shownStyles.degraded, word: 'on its way' },
  done: { ...shownStyles.up, word: 'arrives' },
  'given-up': { ...shownStyles.down, word: 'lost' },
};
const untried = { ...shownStyles.unknown, word: 'not tried' };

interface LineProps extends Omit<SettingsPartProps, 'view'> {
  readonly route: RouteView;
}

function Line({ route, show, reload }: LineProps) {
  const path = `/api/settings/routes/${encodeURIComponent(route.id)}`;
  const { lastDelivery: last } = route;
  return (
    <li class="row">
      <State {...(last === null ? untried : outcomes[last.state])} />
      <span class="row-text">
        <span>
          {route.id}: {route.channel} to {route.to}
        </span>
        <span class="label">
          {route.severities.join(', ')}
          {route.hours === null ? '' : ` · ${route.hours}`}
          {route.escalatesTo === null ? '' : ` · then ${route.escalatesTo} after ${route.afterMinutes} min`}
          {route.origin === 'manifest' ? ' · from launch.yaml' : ''}
        </span>
        {last === null ? null : (
          <span class="label">
            <Ago at={last.at} />: {last.proof ?? 'no answer yet'}
          </span>
        )}
      </span>
      <span class="row-tools">
        {may('editor') ? (
          <Action
            text="Test"
            label={`Test ${route.id}`}
            run={() => send('POST', `${path}/test`).finally(reload)}
          />
        ) : null}
        {may('owner') && route.origin === 'hand' ? (
          <Action
            text="Remove"
            label={`Remove ${route.id}`}
            confirm="Tell nobody there any more?"
            run={async () => show(await send<SettingsView>('DELETE', path))}
          />
        ) : null}
      </span>
    </li>
  );
}

const channels = ['email', 'slack', 'sms', 'webhook', 'chat'] as const;
const reaches = {
  'critical only': ['critical'],
  'critical and warning': ['critical', 'warning'],
  everything: ['critical', 'warning', 'info'],
} as const satisfies Readonly<Record<string, RouteView['severities']>>;

const NewRoute = ({ show }: { readonly show: (view: SettingsView) => void }) => (
  <details class="fold">
    <summary>
      <Chevron />
      <h3>Add a route</h3>
    </summary>
    <div class="fold-body">
      <Form
        label="Add a route"
        action="Add the route"
        submit={async (values) =>
          show(await send<SettingsView>('POST', '/api/settings/routes', inputOf(values)))
        }
      >
        {(errors) => (
          <>
            <Field label="Name" name="id" errors={errors} placeholder="on-call" />
            <Choice label="Channel" name="channel" choices={channels} />
            <Field
              label="To"
              name="to"
              errors={errors}
              hint="Mail address, phone number or webhook address."
            />
            <Field
              label="Secret"
              name="secret"
              type="password"
              errors={errors}
              hint="Where the channel needs one: SMTP address, bot token, sid:token, whsec_... Kept sealed."
            />
            <Choice label="Told of" name="severities" choices={Object.keys(reaches)} />
            <Field
              label="Hours"
              name="hours"
              errors={errors}
              placeholder="always"
              hint="Like Mon-Fri 09:00-18:00 Europe/Berlin; empty: always."
            />
          </>
        )}
      </Form>
    </div>
  </details>
);

function inputOf(values: FormData): RouteInput {
  const channel = textOf(values, 'channel');
  const reach = textOf(values, 'severities');
  const secret = textOf(values, 'secret');
  const hours = textOf(values, 'hours');
  return {
    id: textOf(values, 'id'),
    channel: channels.find((each) => each === channel) ?? 'email',
    to: textOf(values, 'to'),
    ...(secret === '' ? {} : { secret }),
    severities: Object.entries(reaches).find(([name]) => name === reach)?.[1] ?? ['critical'],
    owner: null,
    hours: hours === '' ? null : hours,
    escalatesTo: null,
    afterMinutes: 0,
  };
}

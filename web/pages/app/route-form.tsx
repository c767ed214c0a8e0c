import { useState } from 'preact/hooks';
import type { RouteInput, RouteView, SettingsView } from '../../../src/server/contract-settings.ts';
import { send } from '../../app/api.ts';
import { Choice, Field, Form, Group, numberOf, textOf, textOrNull, textsOf, Tick } from '../../app/form.tsx';
import type { SettingsPartProps } from './settings.tsx';

type Channel = RouteView['channel'];

/** What an address and a credential look like, by channel. */
const channels: Readonly<
  Record<Channel, { readonly title: string; readonly to: string; readonly secret: string | null }>
> = {
  email: {
    title: 'Email',
    to: 'A mail address, or the id of a person in launch.yaml.',
    secret: 'smtps://user:password@host?from=alerts@shop.example; empty: the account of the server.',
  },
  slack: {
    title: 'Slack',
    to: 'The id of a channel (C0123...), or the address of an incoming webhook.',
    secret: 'A bot token (xoxb-...); with it one message for each incident is edited as it goes on.',
  },
  sms: {
    title: 'SMS (Twilio)',
    to: 'A phone number, +49 40 5550123, or the id of a person.',
    secret: 'accountSid:authToken:sender; empty: the account of the server.',
  },
  webhook: {
    title: 'Webhook',
    to: 'Where to post, https://...',
    secret: 'whsec_...: what each message is signed with (Standard Webhooks).',
  },
  chat: {
    title: 'Chat',
    to: 'The address of an incoming webhook: Mattermost, Rocket.Chat, Google Chat.',
    secret: null,
  },
};
const severities = ['critical', 'warning', 'info'] as const;

export interface RouteFormProps extends Pick<SettingsPartProps, 'view' | 'show'> {
  /** Null: a new one. */
  readonly route: RouteView | null;
}

/** A way to tell somebody: where, of what, when, and who is next. Address and secret stay unless they are given anew. */
export function RouteForm({ route, view, show }: RouteFormProps) {
  const isNew = route === null;
  const submit = async (values: FormData): Promise<void> => {
    const path = '/api/settings/routes';
    const own = isNew ? path : `${path}/${encodeURIComponent(route.id)}`;
    show(await send<SettingsView>(isNew ? 'POST' : 'PUT', own, inputOf(values, route)));
  };
  return (
    <Form
      label={isNew ? 'Add a route' : `Change ${route.id}`}
      action={isNew ? 'Add the route' : 'Keep it'}
      submit={submit}
    >
      {(errors) => (
        <>
          {isNew ? <Field label="Name" name="id" errors={errors} placeholder="on-call" /> : null}
          <Where route={route} errors={errors} />
          <When route={route} errors={errors} />
          <Whose route={route} view={view} />
          <Field
            label="Called after (minutes)"
            name="afterMinutes"
            type="number"
            value={route?.afterMinutes ?? 0}
            errors={errors}
            hint="0: at once. Of a route others call on: how long nobody may have answered."
          />
        </>
      )}
    </Form>
  );
}

interface PartProps {
  readonly route: RouteView | null;
  readonly errors: Readonly<Record<string, string>>;
}

function Where({ route, errors }: PartProps) {
  const [channel, setChannel] = useState<Channel>(route?.channel ?? 'email');
  const { to, secret } = channels[channel];
  return (
    <>
      <Choice
        label="Channel"
        name="channel"
        choices={channelIds.map((id) => [id, channels[id].title])}
        value={channel}
        onChoose={(value) => setChannel(channelOf(value))}
      />
      <Field
        label="To"
        name="to"
        errors={errors}
        hint={to}
        placeholder={route === null ? '' : `stays ${route.to}`}
      />
      {secret === null ? null : (
        <Field
          label="Secret"
          name="secret"
          type="password"
          errors={errors}
          hint={`${secret} Kept sealed.`}
          placeholder={route?.hasSecret === true ? 'stays as it is' : ''}
        />
      )}
    </>
  );
}

const When = ({ route, errors }: PartProps) => (
  <>
    <Group title="Told of" problem={errors['severities']}>
      <div class="ticks-line">
        {severities.map((severity) => (
          <Tick
            label={severity}
            name="severities"
            value={severity}
            isOn={route?.severities.includes(severity) ?? severity === 'critical'}
          />
        ))}
      </div>
    </Group>
    <Field
      label="Hours"
      name="hours"
      value={route?.hours ?? null}
      errors={errors}
      placeholder="always"
      hint="Like Mon-Fri 09:00-18:00 Europe/Berlin; empty: always."
    />
  </>
);

function Whose({ route, view }: Pick<RouteFormProps, 'route' | 'view'>) {
  const others = view.routes.filter(({ id }) => id !== route?.id);
  return (
    <>
      <Choice
        label="Whose"
        name="owner"
        choices={[
          ['', 'everything'],
          ...view.owners.map(({ id, name }) => [id, `what ${name} owns`] as const),
        ]}
        value={route?.owner ?? ''}
      />
      <Choice
        label="When nobody answers"
        name="escalatesTo"
        choices={[['', 'nobody else'], ...others.map(({ id }) => [id, `call ${id}`] as const)]}
        value={route?.escalatesTo ?? ''}
      />
    </>
  );
}

const channelIds = ['email', 'slack', 'sms', 'webhook', 'chat'] as const satisfies readonly Channel[];
const channelOf = (text: string): Channel => channelIds.find((each) => each === text) ?? 'email';

function inputOf(values: FormData, route: RouteView | null): RouteInput {
  const chosen = textsOf(values, 'severities');
  const to = textOf(values, 'to');
  const secret = textOf(values, 'secret');
  return {
    id: route?.id ?? textOf(values, 'id'),
    channel: channelOf(textOf(values, 'channel')),
    ...(to === '' && route !== null ? {} : { to }),
    ...(secret === '' ? {} : { secret }),
    severities: severities.filter((each) => chosen.includes(each)),
    owner: textOrNull(values, 'owner'),
    hours: textOrNull(values, 'hours'),
    escalatesTo: textOrNull(values, 'escalatesTo'),
    afterMinutes: numberOf(values, 'afterMinutes') ?? 0,
  };
}

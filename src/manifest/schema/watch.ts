import { z } from 'zod';
import { about, choice, listOf, maybe, thing } from './field.ts';
import { duration, id, shortText, text } from './scalars.ts';

const monitor = thing({
  id: about(id, 'Its name.', 'homepage'),
  kind: about(
    choice('a kind of monitor', ['http', 'journey', 'tls', 'domain', 'dns', 'mail', 'tcp', 'heartbeat']),
    'How it looks.',
    'http',
  ),
  target: about(
    text,
    'What it looks at: an address (http), a journey’s id, a host (tls, dns), a domain, a mail’s or inbox’s id, host:port (tcp), a job’s name (heartbeat).',
    'https://www.kiln.example/',
  ),
  interval: about(duration('10s', '7d').prefault('1m'), 'How often.', '1m'),
  failures: about(z.int().min(1).max(20).default(2), 'Failures in a row before anybody is called.'),
  regions: about(listOf(shortText, 20), 'Where it looks from; everywhere there is a probe when left out.', [
    'eu',
    'us',
  ]),
  dependsOn: about(listOf(id, 20), 'Monitors whose outage explains this one’s.', ['homepage']),
  options: about(
    z
      .record(z.string().max(100), z.unknown())
      .nullish()
      .transform((value) => value ?? {}),
    'What this kind needs besides.',
    { text: 'Add to cart' },
  ),
});

export const monitors = about(
  listOf(monitor, 2_000),
  'What is watched besides what follows from hosts, routes and journeys by itself.',
);

const hours = z
  .string()
  .max(100)
  .regex(
    /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:-(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))? )?\d{2}:\d{2}-\d{2}:\d{2}(?: [A-Za-z_]+(?:\/[A-Za-z_+-]+)*)?$/,
    { error: 'is not a time of the week. Write it like Mon-Fri 09:00-18:00 Europe/Berlin.' },
  );

const hook = { pattern: /^https:\/\/[^\s]+$/, need: 'an address with https://' };
const addressees = {
  email: { pattern: /^[^\s@<>"]+@[^\s@<>"]+$/, need: 'a mail address' },
  sms: { pattern: /^\+[1-9][0-9 ]{6,18}$/, need: 'a phone number like +44 20 7946 0000' },
  slack: hook,
  webhook: hook,
  chat: hook,
};

const alertRoute = thing({
  id: about(id, 'Its name.', 'on-call'),
  channel: about(
    choice('a channel', ['email', 'slack', 'sms', 'webhook', 'chat']),
    'How people are told.',
    'email',
  ),
  to: about(text, 'Address or number; for hooks a reference, their address is a secret.', 'env:SLACK_HOOK'),
  severities: about(
    z
      .array(choice('a severity', ['critical', 'warning', 'info']))
      .max(3)
      .default(['critical', 'warning']),
    'What is sent here.',
    ['critical'],
  ),
  owner: about(maybe(id), 'Who answers (an id of people).', 'ada'),
  hours: about(maybe(hours), 'Only then; always when left out.', 'Mon-Fri 09:00-18:00 Europe/Berlin'),
  escalatesTo: about(maybe(id), 'The route that is told when nobody answers here.', 'founder-phone'),
  after: about(duration('0s', '1d').prefault('0s'), 'How long to wait before this route is used.', '10m'),
}).superRefine(({ channel, to }, context) => {
  const { pattern, need } = addressees[channel];
  if (!pattern.test(to) && !/^(?:env|file):./.test(to)) {
    context.addIssue({
      code: 'custom',
      path: ['to'],
      message: `is not ${need}, nor a reference like env:NAME.`,
    });
  }
});

export const alerts = about(listOf(alertRoute, 50), 'Who is told, how and when.');

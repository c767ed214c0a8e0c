import { z } from 'zod';
import { webhookProviders, type JourneyStep, type StepBody } from '../../model/journey.ts';
import type { Json } from '../../model/json.ts';
import { browserStep } from './browser.ts';
import { expectation, oneOrMany, save } from './expectation.ts';
import { about, choice, listOf, maybe, thing } from './field.ts';
import { keyed } from './keyed.ts';
import {
  journeyAddress,
  duration,
  id,
  methodAndJourneyAddress,
  secretRef,
  shortText,
  size,
  text,
} from './scalars.ts';

const name = about(shortText.optional(), 'Shown in reports.', 'Create the account');
const timeoutOf = (usual: string) => about(duration('100ms', '10m').prefault(usual), 'For the whole step.');
const headers = about(
  z
    .record(z.string().max(200), z.string().max(4_000))
    .optional()
    .transform((value) => value ?? {}),
  'Headers to send.',
  { authorization: 'Bearer ${token}' },
);

const openStep = thing({
  open: about(journeyAddress, 'Opens a page like a visitor, redirects followed.', '/'),
  expect: expectation,
  save,
  name,
  timeout: timeoutOf('10s'),
}).transform((step): JourneyStep => ({
  kind: 'open',
  name: step.name ?? `open ${step.open}`,
  timeoutMs: step.timeout,
  url: step.open,
  expect: step.expect,
  save: step.save,
}));

const requestStep = thing({
  request: about(methodAndJourneyAddress, 'One HTTP request, redirects not followed.', 'POST /api/signup'),
  headers,
  json: about(z.json().optional(), 'Body as JSON.', { email: '${email}' }),
  form: about(z.record(z.string().max(200), z.string()).optional(), 'Body as a form.', { email: '${email}' }),
  body: about(z.string().max(100_000).optional(), 'Body as text.', 'ping'),
  expect: expectation,
  save,
  name,
  timeout: timeoutOf('10s'),
})
  .refine((step) => [step.json, step.form, step.body].filter((body) => body !== undefined).length <= 1, {
    error: 'has more than one body. Use json, form or body.',
  })
  .transform((step): JourneyStep => ({
    kind: 'request',
    name: step.name ?? step.request,
    timeoutMs: step.timeout,
    ...methodAndUrl(step.request),
    headers: step.headers,
    body: bodyOf(step),
    expect: step.expect,
    save: step.save,
  }));

const waitStep = thing({
  wait: about(
    methodAndJourneyAddress,
    'Asks again until the expectation holds.',
    'GET /api/orders/${orderId}',
  ),
  headers,
  every: about(duration('100ms', '1m').prefault('1s'), 'Pause between two questions.'),
  expect: expectation,
  save,
  name,
  timeout: timeoutOf('30s'),
}).transform((step): JourneyStep => ({
  kind: 'wait',
  name: step.name ?? `wait for ${step.wait}`,
  timeoutMs: step.timeout,
  ...methodAndUrl(step.wait),
  headers: step.headers,
  everyMs: step.every,
  expect: step.expect,
  save: step.save,
}));

const mailStep = thing({
  mail: about(
    thing({
      inbox: about(id.optional(), 'Inbox it arrives in; the first one when left out.', 'gmail'),
      to: about(text.optional(), 'Its recipient.', '${email}'),
      from: about(text.optional(), 'Part of its From.', 'hello@kiln.example'),
      subject: about(text.optional(), 'Part of its subject.', 'Confirm your address'),
      text: about(oneOrMany(text).optional(), 'Must be in the message.', 'Welcome'),
      within: about(duration('1s', '9m').prefault('60s'), 'It must be there this soon.'),
      follow: about(text.optional(), 'Part of the link to open.', 'Confirm'),
    }),
    'Waits for a message.',
    { to: '${email}', subject: 'Confirm', follow: 'Confirm' },
  ),
  save,
  name,
  timeout: about(
    duration('1s', '10m').optional(),
    'For the whole step; `within` and 15 seconds when left out.',
  ),
}).transform(({ mail, ...step }): JourneyStep => ({
  kind: 'mail',
  name: step.name ?? `mail ${mail.subject ?? mail.to ?? ''}`.trim(),
  timeoutMs: step.timeout ?? mail.within + 15_000,
  inbox: mail.inbox ?? null,
  to: mail.to ?? null,
  from: mail.from ?? null,
  subject: mail.subject ?? null,
  withinMs: mail.within,
  text: mail.text ?? [],
  follow: mail.follow ?? null,
  save: step.save,
}));

const webhookStep = thing({
  webhook: about(journeyAddress, 'Sends a signed event to this address.', '/api/stripe/webhook'),
  provider: about(choice('a provider of events', webhookProviders), 'Whose signature it carries.', 'stripe'),
  event: about(shortText, 'Type of the event.', 'checkout.session.completed'),
  payload: about(z.json().optional(), 'Its data; a plausible one is made when left out.', { amount: 4900 }),
  secret: about(secretRef, 'Reference to the signing key.', 'env:STRIPE_WEBHOOK_SECRET'),
  header: about(
    shortText.optional(),
    'Header of the signature where it is not the usual one.',
    'x-signature',
  ),
  expect: expectation,
  name,
  timeout: timeoutOf('10s'),
}).transform((step): JourneyStep => ({
  kind: 'webhook',
  name: step.name ?? `${step.provider} ${step.event}`,
  timeoutMs: step.timeout,
  url: step.webhook,
  provider: step.provider,
  event: step.event,
  payload: (step.payload ?? null) as Json,
  secret: step.secret,
  header: step.header ?? null,
  expect: step.expect,
}));

const uploadStep = thing({
  upload: about(methodAndJourneyAddress, 'Sends a file as a form.', 'POST /api/avatar'),
  headers,
  field: about(shortText.default('file'), 'Name of the form field.'),
  file: about(text.optional(), 'A file beside this one.', 'fixtures/avatar.png'),
  size: about(size('100MB').optional(), 'Made-up bytes instead of a file.', '200kB'),
  type: about(shortText.default('application/octet-stream'), 'Its media type.'),
  expect: expectation,
  save,
  name,
  timeout: timeoutOf('30s'),
})
  .refine((step) => (step.file === undefined) !== (step.size === undefined), {
    error: 'needs either file or size.',
  })
  .transform((step): JourneyStep => ({
    kind: 'upload',
    name: step.name ?? `upload to ${step.upload}`,
    timeoutMs: step.timeout,
    ...methodAndUrl(!/^[A-Z]+ /.test(step.upload) ? `POST ${step.upload}` : step.upload),
    headers: step.headers,
    field: step.field,
    content: step.file === undefined ? { sizeBytes: step.size ?? 0 } : { file: step.file },
    contentType: step.type,
    expect: step.expect,
    save: step.save,
  }));

function methodAndUrl(line: string): { readonly method: string; readonly url: string } {
  const space = line.indexOf(' ');
  if (space < 0) return { method: 'GET', url: line };
  return { method: line.slice(0, space), url: line.slice(space).trim() };
}

type Bodies = {
  readonly json?: unknown;
  readonly form?: Record<string, string> | undefined;
  readonly body?: string | undefined;
};
function bodyOf(step: Bodies): StepBody | null {
  if (step.json !== undefined) return { kind: 'json', value: step.json as Json };
  if (step.form !== undefined) return { kind: 'form', fields: step.form };
  if (step.body !== undefined)
    return { kind: 'text', text: step.body, contentType: 'text/plain; charset=utf-8' };
  return null;
}

const step = keyed('a step', {
  open: openStep,
  request: requestStep,
  browser: browserStep,
  mail: mailStep,
  webhook: webhookStep,
  upload: uploadStep,
  wait: waitStep,
});

export const journeys = about(
  z
    .array(
      thing({
        id: about(id, 'Its name.', 'signup'),
        title: about(shortText.optional(), 'What the user achieves.', 'Sign up and confirm the address'),
        critical: about(z.boolean().default(true), 'No launch without it.'),
        steps: about(z.array(step).min(1).max(100), 'What happens, in order; cookies are kept.', [
          { open: '/' },
        ]),
        cleanup: about(listOf(step, 20), 'Always run at the end: takes the test data away.', [
          { request: 'DELETE /api/orders/${orderId}' },
        ]),
        after: about(maybe(id), 'The journey this one continues, with its cookies and values.', 'signup'),
      }),
    )
    .max(100)
    .nullish()
    .transform((value) => value ?? []),
  'Paths of users that must work.',
);

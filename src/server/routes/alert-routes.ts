import { z } from 'zod';
import type { ManifestAlertRoute } from '../../model/manifest.ts';
import { recordAction } from '../audit-trail.ts';
import { maskedAddress } from '../alerts/resolve-route.ts';
import { isReference } from '../../model/secret-reference.ts';
import { Refused, notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { settingsView } from '../settings/settings-view.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Use lower case letters, digits and hyphens.');
const input = z.object({
  id,
  channel: z.enum(['email', 'slack', 'sms', 'webhook', 'chat']),
  to: z.string().trim().min(1).max(1_000).optional(),
  secret: z.string().trim().max(4_000).nullable().optional(),
  severities: z.array(z.enum(['critical', 'warning', 'info'])).min(1, 'Choose at least one.'),
  owner: z.string().max(100).nullable(),
  hours: z
    .string()
    .max(80)
    .regex(
      /^(?:[A-Z][a-z]{2}(?:-[A-Z][a-z]{2})? )?\d{2}:\d{2}-\d{2}:\d{2}(?: \S+)?$/,
      'Write it like Mon-Fri 09:00-18:00 Europe/Berlin.',
    )
    .nullable(),
  escalatesTo: id.nullable(),
  afterMinutes: z.int().min(0).max(1_440),
});
type Input = z.output<typeof input>;

export default routes(
  {
    method: 'POST',
    path: '/api/settings/routes',
    access: 'owner',
    about: 'add a way to tell somebody',
    handle: async (call) => {
      const given = await call.body(input);
      if (call.server.alerts.routes().some((route) => route.id === given.id))
        throw new Refused(409, 'conflict', {
          message: `There is a route ${given.id} already.`,
          fields: { id: 'Taken.' },
        });
      if (given.to === undefined) throw missing();
      await keep(call, { ...given, to: given.to }, given.secret ?? null);
      return json(await settingsView(call.server), 201);
    },
  },
  {
    method: 'PUT',
    path: '/api/settings/routes/:id',
    access: 'owner',
    about: 'change a route; address and secret stay unless they are given',
    handle: async (call) => {
      const { server, param } = call;
      const record = server.alerts.book.records().find((each) => each.id === param('id'));
      if (record === undefined) throw notFound('route made here');
      const given = await call.body(input);
      const before = server.alerts.book.open(record);
      // The old secret must never go to a new address.
      const isMoved = given.to !== undefined && given.to !== before.to;
      const secret = given.secret === undefined ? (isMoved ? null : before.secret) : given.secret;
      await keep(call, { ...given, id: record.id, to: given.to ?? before.to }, secret);
      return json(await settingsView(server));
    },
  },
  {
    method: 'DELETE',
    path: '/api/settings/routes/:id',
    access: 'owner',
    about: 'remove a route made here',
    handle: async ({ server, caller, param }) => {
      if (!(await server.alerts.book.remove(param('id')))) throw notFound('route made here');
      await recordAction(server, caller, { action: 'removed a route', subject: param('id') });
      return json(await settingsView(server));
    },
  },
  {
    method: 'POST',
    path: '/api/settings/routes/:id/test',
    access: 'editor',
    about: 'send a test the way of a real alert',
    handle: async ({ server, caller, param }) => {
      if (!server.alerts.routes().some((route) => route.id === param('id'))) throw notFound('route');
      await recordAction(server, caller, { action: 'tested a route', subject: param('id') });
      const [delivery] = await server.alerts.drill([param('id')], 'a person');
      return json(delivery ?? null);
    },
  },
);

async function keep(
  call: Call,
  given: Input & { readonly to: string },
  secret: string | null,
): Promise<void> {
  const { server, caller } = call;
  const { secret: _secret, ...route } = given;
  if (given.channel === 'webhook' || given.channel === 'chat') checkHook(given.to);
  if (isReference(given.to) || (secret !== null && isReference(secret))) throw referencesElsewhere();
  await server.alerts.book.put(route satisfies ManifestAlertRoute, secret);
  await recordAction(server, caller, {
    action: 'set a route',
    subject: given.id,
    detail: `${given.channel} to ${maskedAddress(given.to)}`,
  });
}

function checkHook(to: string): void {
  if (isReference(to) || (URL.canParse(to) && /^https?:$/.test(new URL(to).protocol))) return;
  throw new Refused(422, 'invalid', {
    message: 'The address is not right.',
    fields: { to: 'Give a whole https address.' },
  });
}

/** A reference reads the server's own files and variables: whoever may only click must not learn what stands there. */
const referencesElsewhere = (): Refused =>
  new Refused(422, 'invalid', {
    message: 'References to variables and files belong into launch.yaml.',
    todo: 'Enter the address or secret itself: it is kept sealed.',
    fields: { to: 'Enter it itself.' },
  });

const missing = (): Refused =>
  new Refused(422, 'invalid', { message: 'One field is not right.', fields: { to: 'Say where it goes.' } });

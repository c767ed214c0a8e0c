import { html } from 'hono/html';
import { isMailAddress } from '../../monitor/alerting/smtp-account.ts';
import { Refused } from '../http/refused.ts';
import { routes } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { securePage } from '../status/secure-page.ts';
import { statusData } from '../status/status-data.ts';
import { frame } from '../status/status-html.ts';
import type { Markup } from '../status/status-html.ts';
import { ask, confirm, leave } from '../status/subscriptions.ts';

/** Mails somebody may cause from one place, and to one address, before it waits. */
const counted = (from: string, address: string) => [
  { key: `subscribe from ${from}`, freeTries: 10 },
  { key: `subscribe to ${address.toLowerCase()}`, freeTries: 3 },
];

/** Mail from the status page, by double opt-in. Looking at a link changes nothing: mail scanners follow links. */
export default routes(
  {
    method: 'POST',
    path: '/status/subscribe',
    access: 'public',
    about: 'ask to be told by mail',
    isOpenForm: true,
    handle: async (call) => {
      const address = ((await call.form()).get('email') ?? '').trim();
      const { settings } = await statusData(call.server);
      if (!settings.hasSubscriptions || !settings.isPublic)
        throw new Refused(404, 'not-found', { message: 'Mails are not sent from here.' });
      if (!isMailAddress(address)) return said(call, 'This is no mail address', 400);
      if (isTooMuch(call, address)) return said(call, 'Too many tries; wait a while', 429);
      // Nobody waits for the mail: how long it takes would tell whether the address is known.
      void ask(call.server, address, settings.title).catch((cause: unknown) =>
        call.server.log('subscription-mail-failed', {
          why: cause instanceof Error ? cause.message : String(cause),
        }),
      );
      return said(call, 'Look into your mail: a link there confirms it');
    },
  },
  ...linkPair({
    path: '/status/confirm',
    about: 'confirm by the link of the first mail',
    button: 'Yes, tell me about incidents',
    act: confirm,
    done: 'You will be told about incidents by mail',
    ended: 'This link has ended; ask again on the status page',
  }),
  // RFC 8058: a mail program posts to it by one click.
  ...linkPair({
    path: '/status/leave',
    about: 'the way out in every mail',
    button: 'No more mails',
    act: leave,
    done: 'No more mails will come',
    ended: 'This is not a link of ours',
  }),
);

interface MailLink {
  readonly path: string;
  readonly about: string;
  readonly button: string;
  readonly act: typeof confirm;
  readonly done: string;
  readonly ended: string;
}

/** A link of a mail: looking at it shows a button, the button does it. */
function linkPair({ path, about, button, act, done, ended }: MailLink): readonly Route[] {
  return [
    {
      method: 'GET',
      path,
      access: 'public',
      about,
      handle: (call) => asked(call, { action: path, text: button }),
    },
    {
      method: 'POST',
      path,
      access: 'public',
      about,
      isOpenForm: true,
      handle: async (call) =>
        (await act(call.server, linkOf(call))) ? said(call, done) : said(call, ended, 404),
    },
  ];
}

const linkOf = ({ query }: Call) => ({ id: query('id') ?? '', key: query('key') ?? '' });

/** Counts the mail that is about to be caused. */
function isTooMuch({ server, from }: Call, address: string): boolean {
  const now = server.outside.clock.now();
  const keys = counted(from, address);
  if (server.throttle.waitMs(keys, now) > 0) return true;
  server.throttle.failed(keys, now);
  return false;
}

async function asked(
  call: Call,
  form: { readonly action: string; readonly text: string },
): Promise<Response> {
  const { id, key } = linkOf(call);
  const action = `${form.action}?id=${encodeURIComponent(id)}&key=${encodeURIComponent(key)}`;
  return shown(
    call,
    html`<h1>One more click</h1>
      <form method="post" action="${action}"><button>${form.text}</button></form>`,
  );
}

const said = (call: Call, text: string, status = 200): Promise<Response> =>
  shown(
    call,
    html`<h1>${text}</h1>
      <p><a href="/status">Back to the status page</a></p>`,
    status,
  );

async function shown({ server }: Call, body: Markup, status = 200): Promise<Response> {
  const data = await statusData(server);
  return securePage(frame(data, { title: data.settings.title, body }), 0, status);
}

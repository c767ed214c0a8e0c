import { createTransport } from 'nodemailer';
import { describe, expect, it, test } from 'vitest';
import { openRealOutside } from '../../cli/real-outside.ts';
import { unixMs } from '../../model/brand.ts';
import type { MailWish } from '../../model/journey.ts';
import type { ManifestInbox } from '../../model/manifest.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { fits } from './fits.ts';
import { httpMailbox } from './http-mailbox.ts';
import { openMailboxes } from './inbox-mailbox.ts';

const inbox: ManifestInbox = {
  id: 'seed',
  kind: 'sink',
  address: 'launch@seed.example',
  host: '127.0.0.1',
  port: 2597,
  user: null,
  password: null,
};
const wish: MailWish = {
  inbox,
  to: 'launch+lr-run1@seed.example',
  from: null,
  subject: 'confirm',
  since: unixMs(1_000_000),
};
const signal = new AbortController().signal;

describe('which message is meant', () => {
  const mail = {
    id: '1',
    from: 'Shop <hello@shop.example>',
    to: ['Launch+lr-run1@seed.example'],
    subject: 'Confirm now',
    receivedAt: unixMs(1_000_000),
  };
  test.each([
    ['the one to this address, whatever its case', {}, {}, true],
    ['not one to another run', { to: ['launch+lr-run2@seed.example'] }, {}, false],
    ['not one from before', { receivedAt: unixMs(900_000) }, {}, false],
    ['not one with another subject', { subject: 'Welcome' }, {}, false],
    ['the sender counts when it is given', {}, { from: 'hello@shop' }, true],
    ['and is told apart', {}, { from: 'billing@shop' }, false],
  ])('%s', (_what, changed, asked, expected) => {
    expect(fits({ ...mail, ...changed }, { ...wish, ...asked })).toBe(expected);
  });
});

describe('a mailbox over HTTP', () => {
  const base = 'http://127.0.0.1:8025';
  const list = JSON.stringify({
    messages: [
      {
        ID: 'b',
        From: { Name: 'Shop', Address: 'hello@shop.example' },
        To: [{ Address: 'launch+lr-run1@seed.example' }],
        Subject: 'Confirm',
        Created: '2027-01-01T00:00:00Z',
      },
    ],
  });
  it('Mailpit: searched by recipient, read by id', async () => {
    const outside = fakeOutside({
      http: {
        [`${base}/api/v1/messages?limit=1`]: '{"messages":[]}',
        [`${base}/api/v1/search?*`]: list,
        [`${base}/api/v1/message/b`]: '{"Text":"Hi","HTML":"<p>Hi"}',
      },
    });
    const arrived = await httpMailbox(base, outside).wait(wish, { timeoutMs: 5_000, signal });
    expect(arrived).toMatchObject({
      ok: true,
      value: { id: 'b', text: 'Hi', html: '<p>Hi', subject: 'Confirm' },
    });
  });
  it('nothing comes: null when the time is over', async () => {
    const outside = fakeOutside({ http: { [`${base}/api/v1/*`]: '{"messages":[]}' } });
    expect(await httpMailbox(base, outside).wait(wish, { timeoutMs: 3_000, signal })).toEqual({
      ok: true,
      value: null,
    });
  });
  it.each([
    ['something else', { [`${base}/*`]: '<p>hello' }],
    ['nothing at all', {}],
  ])('%s answers: told, not taken for an empty mailbox', async (_what, http) => {
    const arrived = await httpMailbox(base, fakeOutside({ http })).wait(wish, { timeoutMs: 3_000, signal });
    expect(arrived).toMatchObject({ ok: false, error: { kind: 'protocol' } });
  });
});

it('a sink of the manifest takes the mail, and the journey gets text and links', async () => {
  await using outside = await openRealOutside({ isPrivateNetworkAllowed: true });
  const journey = {
    id: 'a',
    title: 'a',
    isCritical: true,
    steps: [
      {
        kind: 'mail' as const,
        name: 'm',
        timeoutMs: 1,
        inbox: null,
        to: null,
        from: null,
        subject: null,
        withinMs: 1,
        text: [],
        follow: null,
        save: [],
      },
    ],
  };
  await using open = await openMailboxes([journey], [inbox], { outside, signal });
  const transport = createTransport({ host: '127.0.0.1', port: 2597, tls: { rejectUnauthorized: false } });
  await transport.sendMail({
    from: 'Shop <hello@shop.example>',
    to: wish.to ?? '',
    subject: 'Please confirm',
    html: '<a href="https://shop.example/c">Confirm</a>',
    text: 'Confirm',
  });
  transport.close();
  const since = unixMs(outside.clock.now() - 60_000);
  const arrived = await open.wait({ ...wish, since }, { timeoutMs: 5_000, signal });
  expect(arrived).toMatchObject({
    ok: true,
    value: {
      to: ['launch+lr-run1@seed.example'],
      subject: 'Please confirm',
      html: expect.stringContaining('shop.example/c'),
    },
  });
});

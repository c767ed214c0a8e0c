import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Outside } from '../../src/model/outside.ts';
import type { ReceivedMail } from '../../src/world/mail/mailbox.ts';
import type { World } from '../../src/world/world.ts';
import { createWorld } from '../../src/world/world.ts';

const shop = 'https://harbormarket.shop';
const password = 'correct horse battery';
let world: World;
let outside: Outside & AsyncDisposable;

beforeAll(async () => {
  world = await createWorld();
  outside = await openRealOutside({
    hintsText: world.rootHints,
    extraCaPem: [world.caPem],
    maps: world.maps,
  });
});

afterAll(async () => {
  await outside[Symbol.asyncDispose]();
  await world.close();
});

interface Page {
  readonly status: number;
  readonly location: string;
  readonly text: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** A browser without script: cookies per host, forms, redirects followed by hand. */
class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(url: string): Promise<Page> {
    return this.#send(url, 'GET');
  }

  async submit(url: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#send(url, 'POST', {
      body: new URLSearchParams(fields).toString(),
      type: 'application/x-www-form-urlencoded',
    });
  }

  async json(url: string, value: unknown): Promise<Page> {
    return this.#send(url, 'POST', { body: JSON.stringify(value), type: 'application/json' });
  }

  async #send(
    path: string,
    method: string,
    sent?: { readonly body: string; readonly type: string },
  ): Promise<Page> {
    const url = new URL(path, shop);
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers: [string, string][] = cookie === '' ? [] : [['cookie', cookie]];
    if (sent !== undefined) headers.push(['content-type', sent.type], ['origin', url.origin]);
    const result = await outside.http.request({
      url: url.href,
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent.body }),
    });
    if (!result.ok) throw new Error(result.error.message);
    for (const [name, value] of result.value.headers) {
      const [, key = '', content = ''] = name === 'set-cookie' ? (/^([^=]+)=([^;]*)/.exec(value) ?? []) : [];
      if (key !== '' && content !== '') jar.set(key, content);
      else if (key !== '') jar.delete(key);
    }
    const known = new Map(result.value.headers);
    const text = new TextDecoder().decode(result.value.body);
    return { status: result.value.status, location: known.get('location') ?? '', text, headers: known };
  }
}

async function mailTo(address: string, subject: RegExp): Promise<ReceivedMail> {
  const mail = await world.mailbox.waitFor(address, { subject });
  if (mail === null) throw new Error(`No mail ${subject.source} to ${address}`);
  return mail;
}

const linkIn = (mail: ReceivedMail): string => /https:\/\/\S+/.exec(mail.text)?.[0] ?? '';

async function signedUp(email: string): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.submit('/signup', { name: 'Lena', email, password });
  await visitor.open(linkIn(await mailTo(email, /Confirm/)));
  return visitor;
}

describe('accounts', () => {
  it('sign up, follow the link in the mail, be in; log out, log in again', async () => {
    const visitor = await signedUp('lena@seedpost.net');
    expect((await visitor.open('/account')).text).toContain('Hello Lena.');
    expect((await mailTo('lena@seedpost.net', /Welcome/)).subject).toBe('Welcome to Harbor Market');
    await visitor.submit('/logout');
    expect((await visitor.open('/account')).location).toBe('/login');
    expect(
      (await visitor.submit('/login', { email: 'lena@seedpost.net', password: 'wrong password' })).status,
    ).toBe(401);
    expect((await visitor.submit('/login', { email: 'lena@seedpost.net', password })).location).toBe(
      '/account',
    );
    expect((await visitor.open('/account')).status).toBe(200);
  });

  it('the session cookie is Secure, HttpOnly, SameSite and pinned to its host', async () => {
    await signedUp('cookie@seedpost.net');
    const page = await new Visitor().submit('/login', { email: 'cookie@seedpost.net', password });
    expect(page.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{24}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('an unconfirmed account cannot log in', async () => {
    const visitor = new Visitor();
    await visitor.submit('/signup', { name: 'Nils', email: 'nils@seedpost.net', password });
    expect((await visitor.submit('/login', { email: 'nils@seedpost.net', password })).status).toBe(401);
  });

  it('a forgotten password is set anew by a link that works once', async () => {
    await signedUp('oskar@seedpost.net');
    const visitor = new Visitor();
    await visitor.submit('/forgot', { email: 'oskar@seedpost.net' });
    const token =
      new URL(linkIn(await mailTo('oskar@seedpost.net', /new password/))).searchParams.get('token') ?? '';
    expect((await visitor.open(`/reset?token=${token}`)).text).toContain(token);
    expect((await visitor.submit('/reset', { token, password: 'another good one' })).location).toBe('/login');
    expect((await visitor.submit('/reset', { token, password: 'a third one here' })).status).toBe(400);
    const again = { email: 'oskar@seedpost.net', password: 'another good one' };
    expect((await visitor.submit('/login', again)).location).toBe('/account');
  });

  it('an invitation arrives and is accepted once', async () => {
    const visitor = await signedUp('host@seedpost.net');
    await visitor.submit('/invites', { email: 'guest@seedpost.net' });
    const link = linkIn(await mailTo('guest@seedpost.net', /invited/));
    expect((await new Visitor().open(link)).text).toContain('Welcome, guest@seedpost.net');
    expect((await new Visitor().open(link)).status).toBe(400);
  });

  it('guessing passwords ends in 429', async () => {
    const tries: number[] = [];
    for (let count = 0; count < 32; count += 1)
      tries.push(
        (await new Visitor().submit('/login', { email: 'victim@seedpost.net', password: 'x' })).status,
      );
    expect([tries[0], tries.at(-1)]).toEqual([401, 429]);
  });

  it('a form sent from another site is refused', async () => {
    const result = await outside.http.request({
      url: `${shop}/login`,
      method: 'POST',
      headers: [['origin', 'https://evil.example']],
    });
    expect(result.ok && result.value.status).toBe(403);
  });
});

describe('waitlist', () => {
  it('join, be counted, leave with one click', async () => {
    const visitor = new Visitor();
    expect((await visitor.submit('/waitlist', { email: 'ada@seedpost.net' })).text).toContain(
      'You are number',
    );
    const mail = await mailTo('ada@seedpost.net', /waitlist/);
    expect(mail.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const [, url = ''] = /List-Unsubscribe: <([^>]+)>/.exec(mail.raw.replaceAll(/\r\n\s+/g, ' ')) ?? [];
    expect((await new Visitor().submit(url, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  });
});

describe('finding and booking', () => {
  it('search, open, book, get a confirmation by mail; the day is then taken', async () => {
    const visitor = new Visitor();
    expect((await visitor.open('/search?q=harbour+walk')).text).toContain('/listings/harbour-walk');
    const wish = { email: 'eva@seedpost.net', day: '2027-05-01' };
    const booked = await visitor.submit('/listings/harbour-walk/book', wish);
    expect((await visitor.open(booked.location)).text).toContain('Booked: harbour-walk on 2027-05-01.');
    expect((await mailTo('eva@seedpost.net', /Booked/)).text).toContain(
      booked.location.slice('/bookings/'.length),
    );
    expect((await visitor.submit('/listings/harbour-walk/book', wish)).status).toBe(409);
  });

  it('what does not exist answers 404 with a page', async () => {
    const page = await new Visitor().open('/listings/no-such-thing');
    expect([page.status, page.text.includes('Nothing here')]).toEqual([404, true]);
  });
});

describe('buying', () => {
  it('cart, checkout, payment, webhook, receipt', async () => {
    const visitor = new Visitor();
    await visitor.submit('/cart/add', { listing: 'tide-lamp' });
    await visitor.submit('/cart/add', { listing: 'net-bag' });
    expect((await visitor.open('/cart')).text).toContain('113.00 EUR');
    const { location } = await visitor.submit('/cart/checkout', { email: 'kim@seedpost.net' });
    expect((await visitor.open(location)).text).toContain('Pay 113.00 EUR');
    const paid = await visitor.submit(location.replace('?', '/pay?'));
    expect(new URL(paid.location, location).href).toBe(location);
    expect((await mailTo('kim@seedpost.net', /Receipt/)).text).toContain('113.00 EUR');
    expect((await visitor.open(location)).text).toContain('Order confirmed');
  });

  it('an order is nobody else’s business', async () => {
    const { location } = await orderOf('noa@seedpost.net');
    expect((await new Visitor().open(location.replace(/key=.*/, 'key=guess'))).status).toBe(404);
  });

  it('a webhook without a signature changes nothing', async () => {
    const { id, location } = await orderOf('mia@seedpost.net');
    const event = { type: 'payment.succeeded', order: id };
    const answer = await new Visitor().json('https://checkout.harbormarket.shop/webhooks/payments', event);
    expect(answer.status).toBe(401);
    expect((await new Visitor().open(location)).text).not.toContain('Order confirmed');
  });
});

async function orderOf(email: string): Promise<{ readonly id: string; readonly location: string }> {
  const order = await new Visitor().json('https://api.harbormarket.shop/api/orders', {
    email,
    product: 'sea-salt',
  });
  const { id, payUrl } = JSON.parse(order.text) as { id: string; payUrl: string };
  return { id, location: payUrl };
}

describe('community', () => {
  it('a post is in the feed at once', async () => {
    const visitor = await signedUp('pia@seedpost.net');
    await visitor.open('/community');
    await visitor.submit('/community', { text: 'The tide is <high>.' });
    expect((await new Visitor().open('/community')).text).toContain('The tide is &lt;high&gt;.');
  });

  it('messages are seen by those they are for', async () => {
    const visitor = await signedUp('rob@seedpost.net');
    const sent = await visitor.submit('/messages', { to: 'ines', subject: 'Boards', text: 'Friday works.' });
    expect((await visitor.open(sent.location)).text).toContain('Friday works.');
    expect((await new Visitor().open(sent.location)).status).toBe(404);
    expect((await new Visitor().open('/messages/boards')).status).toBe(404);
  });

  it('the directory is searched by name', async () => {
    const page = await new Visitor().open('/members?q=mensah');
    expect([page.text.includes('Kofi Mensah'), page.text.includes('Ines Falk')]).toEqual([true, false]);
  });
});

describe('back office', () => {
  it('asks who is there, and shows orders to the admin', async () => {
    const office = 'https://admin.harbormarket.shop';
    const visitor = new Visitor();
    expect((await visitor.open(`${office}/`)).location).toBe('/login');
    await visitor.submit(`${office}/login`, world.admin);
    expect((await visitor.open(`${office}/`)).text).toContain('on the waitlist');
  });
});

describe('for machines', () => {
  it.each([
    ['https://api.harbormarket.shop/api/health', 'application/json', '{"status":"ok"}'],
    ['https://api.harbormarket.shop/api/version', 'application/json', '"version":"1.4.2"'],
    ['https://api.harbormarket.shop/api/products?q=lamp', 'application/json', '"slug":"tide-lamp"'],
    [`${shop}/robots.txt`, 'text/plain; charset=utf-8', 'Sitemap: https://harbormarket.shop/sitemap.xml'],
    [
      `${shop}/sitemap.xml`,
      'application/xml; charset=utf-8',
      '<loc>https://harbormarket.shop/listings/tide-lamp</loc>',
    ],
    [
      `${shop}/.well-known/security.txt`,
      'text/plain; charset=utf-8',
      'Contact: mailto:security@harbormarket.shop',
    ],
    [
      `${shop}/.well-known/apple-app-site-association`,
      'application/json',
      'A1B2C3D4E5.shop.harbormarket.app',
    ],
    [`${shop}/.well-known/assetlinks.json`, 'application/json', 'sha256_cert_fingerprints'],
    [
      'https://mta-sts.harbormarket.shop/.well-known/mta-sts.txt',
      'text/plain; charset=utf-8',
      'mode: enforce',
    ],
  ])('%s', async (url, type, part) => {
    const page = await new Visitor().open(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, type]);
    expect(page.text).toContain(part);
  });
});

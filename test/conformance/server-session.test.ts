import { afterEach, describe, expect, test } from 'vitest';
import { password, serverLab } from './server-lab.ts';
import type { Lab, LabOptions } from './server-lab.ts';

// SEC-1: first start, sessions, brute force, fixation.
let lab: Lab;
const open = async (options: LabOptions = {}): Promise<Lab> => (lab = await serverLab(options));
afterEach(() => lab.close());

const account = { name: 'Ann', email: 'ann@shop.example', password };
const inviteOf = (url: string | null): string => new URL(url ?? '').hash.replace('#invite=', '');

describe('first start', () => {
  test('a one-time link makes the owner, once', async () => {
    const { running, anonymous } = await open();
    expect((await anonymous.get('/api/session')).json).toMatchObject({ user: null, isFirstStart: true });
    const invite = inviteOf(running.setupUrl);
    const first = await anonymous.send('POST', '/api/session/setup', { ...account, invite });
    expect(first.json.user).toMatchObject({ name: 'Ann', email: 'ann@shop.example', role: 'owner' });
    const second = await anonymous.send(
      'POST',
      '/api/session/setup',
      { ...account, email: 'eve@shop.example', invite },
      { 'x-csrf-token': first.json.csrf },
    );
    expect([second.status, second.json.error.code]).toEqual([403, 'link-used']);
    expect((await lab.store.people.users()).map(({ email }) => email)).toEqual(['ann@shop.example']);
  });

  test('of two who use it at once one becomes owner', async () => {
    const { running, anonymous, store } = await open();
    const invite = inviteOf(running.setupUrl);
    const answers = await Promise.all(
      ['ann', 'eve'].map((who) =>
        anonymous.send('POST', '/api/session/setup', { ...account, email: `${who}@shop.example`, invite }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect(await store.people.users()).toHaveLength(1);
  });

  test('the link ends after a day', async () => {
    const { running, anonymous, clock } = await open();
    clock.jumpWallClock(24 * 3_600_000 + 1);
    const { status } = await anonymous.send('POST', '/api/session/setup', {
      ...account,
      invite: inviteOf(running.setupUrl),
    });
    expect(status).toBe(403);
  });

  test('a short password is told in its field', async () => {
    const { running, anonymous } = await open();
    const given = { ...account, password: 'short', invite: inviteOf(running.setupUrl) };
    const { status, json } = await anonymous.send('POST', '/api/session/setup', given);
    expect([status, json.error.fields]).toEqual([422, { password: 'Use at least 12 characters.' }]);
  });

  test('the link stands in no log line, nor does what was typed', async () => {
    const { running, anonymous, lines } = await open();
    const invite = inviteOf(running.setupUrl);
    await anonymous.send('POST', '/api/session/setup', { ...account, invite });
    await anonymous.get(`/api/overview?token=${invite}`);
    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(0);
    expect(text).not.toContain(invite);
    expect(text).not.toContain(password);
  });
});

describe('sessions', () => {
  test('the cookie is hardened, over https and without', async () => {
    await open();
    const owner = await lab.signIn();
    expect(owner.cookie).toMatch(/^__Host-launch-ready=lr_session_[\w-]{43}$/);
    const again = await owner.send('POST', '/api/session', { email: 'nobody@shop.example', password });
    expect(again.status).toBe(401);
    await lab.close();
    await open({ publicUrl: 'http://127.0.0.1:8470' });
    const { headers } = await lab.anonymous.send('POST', '/api/session/setup', {
      ...account,
      invite: inviteOf(lab.running.setupUrl),
    });
    expect(headers.get('set-cookie')).toMatch(
      /^launch-ready=lr_session_[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test('a planted session is never used: signing in gives a new one and ends the old one', async () => {
    await open();
    const eve = await lab.signIn('viewer');
    const planted = eve.cookie;
    const ann = await lab.signIn('owner');
    const { email } = (await ann.get('/api/session')).json.user;
    const victim = lab.anonymous;
    victim.cookie = planted;
    victim.csrf = eve.csrf;
    await victim.send('POST', '/api/session', { email, password });
    expect(victim.cookie).not.toBe(planted);
    expect((await victim.get('/api/session')).json.user.email).toBe(email);
    expect((await eve.get('/api/session')).json.user).toBeNull();
  });

  test('a made-up session is nobody', async () => {
    const { anonymous } = await open();
    anonymous.cookie = `__Host-launch-ready=lr_session_${'A'.repeat(43)}`;
    expect((await anonymous.get('/api/overview')).status).toBe(401);
  });

  test('signing out ends it on the server, not only in the browser', async () => {
    await open();
    const owner = await lab.signIn();
    const { cookie } = owner;
    await owner.send('DELETE', '/api/session');
    owner.cookie = cookie;
    expect((await owner.get('/api/overview')).status).toBe(401);
  });

  test('it ends after three days without use and after fourteen in any case', async () => {
    await open();
    const owner = await lab.signIn();
    for (let day = 0; day < 13; day += 1) {
      lab.clock.jumpWallClock(86_400_000);
      expect((await owner.get('/api/session')).json.user).not.toBeNull();
    }
    lab.clock.jumpWallClock(86_400_000);
    expect((await owner.get('/api/session')).json.user).toBeNull();
    const other = await lab.signIn();
    lab.clock.jumpWallClock(3 * 86_400_000 + 1);
    expect((await other.get('/api/session')).json.user).toBeNull();
  });

  test('another role counts at once', async () => {
    await open();
    const owner = await lab.signIn('owner');
    const editor = await lab.signIn('editor');
    const { id } = (await editor.get('/api/session')).json.user;
    expect(
      (await owner.send('PUT', `/api/settings/people/${encodeURIComponent(id)}`, { role: 'viewer' })).status,
    ).toBe(200);
    expect((await editor.send('POST', '/api/settings/drill', {})).status).toBe(403);
  });

  test('the last owner stays', async () => {
    await open();
    const owner = await lab.signIn('owner');
    const { id } = (await owner.get('/api/session')).json.user;
    const { status, json } = await owner.send('DELETE', `/api/settings/people/${encodeURIComponent(id)}`);
    expect([status, json.error.code]).toEqual([409, 'last-owner']);
  });
});

describe('guessing passwords', () => {
  test('after five failures every further one costs more time; waiting helps, the right one counts', async () => {
    await open();
    const owner = await lab.signIn();
    const { email } = (await owner.get('/api/session')).json.user;
    const guess = (text: string) => lab.anonymous.send('POST', '/api/session', { email, password: text });
    const seen: number[] = [];
    for (let count = 0; count < 7; count += 1) seen.push((await guess(`wrong password ${count}`)).status);
    expect(seen).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const early = await guess(password);
    expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
    lab.clock.jumpWallClock(1_001);
    expect((await guess('wrong again')).status).toBe(401);
    lab.clock.jumpWallClock(1_001);
    expect((await guess(password)).status).toBe(429);
    lab.clock.jumpWallClock(1_001);
    expect((await guess(password)).status).toBe(200);
  });

  test('an account that is not there sounds like a wrong password', async () => {
    await open();
    await lab.signIn();
    const missing = await lab.anonymous.send('POST', '/api/session', { email: 'who@shop.example', password });
    expect([missing.status, missing.json.error.message]).toEqual([401, 'Address or password is wrong.']);
  });
});

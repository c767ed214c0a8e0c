import { afterEach, describe, expect, test } from 'vitest';
import { createEvidenceBook } from '../../src/server/ingest/inside/evidence-book.ts';
import { ingestLab, publicKey, thrown, type IngestLab } from './ingest-lab.ts';
import type { Visitor } from './server-lab.ts';

// MON-6, MON-8, MON-9: an error inside is seen, grouped, laid to a release, and told once to those on duty.
let lab: IngestLab;
afterEach(() => lab.close());
const hook = 'https://hooks.example/in';

interface Told {
  readonly title: string;
  readonly severity: string;
  readonly lastChange: string | null;
  readonly firstStep: string;
  readonly url: string;
  readonly facts: readonly string[];
}

async function open(): Promise<{
  readonly owner: Visitor;
  readonly told: (afterMs?: number) => Promise<readonly Told[]>;
}> {
  lab = await ingestLab({ http: { [`POST ${hook}`]: 'ok' } });
  const owner = await lab.signIn();
  const route = {
    id: 'hook',
    channel: 'webhook',
    to: hook,
    severities: ['critical', 'warning', 'info'],
    owner: null,
    hours: null,
    escalatesTo: null,
    afterMinutes: 0,
  };
  expect((await owner.send('POST', '/api/settings/routes', route)).status).toBe(201);
  return {
    owner,
    told: async (afterMs = 2_000) => {
      await lab.settle();
      await lab.clock.advance(afterMs);
      return lab.requests
        .filter(({ url }) => url === hook)
        .map(({ body }) => (JSON.parse(String(body)) as { readonly data: Told }).data);
    },
  };
}

describe('people are told', () => {
  test('a new error after a deploy: once, with what changed last and where to look', async () => {
    const { owner, told } = await open();
    await owner.send('POST', '/api/deploys', { version: 'shop@1.5.0' });
    await lab.clock.advance(60_000);
    for (let time = 0; time < 20; time += 1) await lab.report(thrown({ release: 'shop@1.5.0' }));
    expect(await told()).toMatchObject([
      {
        title: 'New error: TypeError: cannot read id of undefined',
        severity: 'warning',
        lastChange: 'deploy shop@1.5.0',
        firstStep: 'open it: the stack trace names file and line',
      },
    ]);
    await lab.report(thrown({ release: 'shop@1.5.0' }));
    // The same error also decides about the deploy.
    expect((await told(25_000)).slice(1).map(({ title }) => title)).toEqual([
      'Roll back shop@1.5.0: A new error since the deploy, 21 times: TypeError: cannot read id of undefined',
    ]);
    const [row] = (await owner.get('/api/errors')).json.rows;
    expect(row).toMatchObject({ isNewSinceDeploy: true, release: 'shop@1.5.0', count: 21 });
    expect((await told())[0]?.url).toBe(`https://watch.example/errors/${row.id}`);
  });
  test('the commit a new error came with is named; an error of before is nobody’s', async () => {
    const { owner, told } = await open();
    const commit = (id: string, path: string) => ({
      id: id.repeat(40),
      message: `change ${path}\n\nmore`,
      author_name: 'Ann',
      author_email: 'ann@shop.example',
      timestamp: '2026-11-21T10:00:00+00:00',
      patch_set: [{ path, type: 'M' }],
    });
    const commits = [commit('a', 'src/pay.ts'), commit('b', 'src/cart.ts')];
    const begun = await owner.send('POST', '/api/0/organizations/harbor/releases', {
      version: 'shop@1.5.0',
      commits,
    });
    expect(begun).toMatchObject({
      status: 201,
      json: { commitCount: 2, lastCommit: { id: 'a'.repeat(40) } },
    });
    await lab.report(thrown({ release: 'shop@1.5.0' }));
    const [alert] = await told();
    expect(alert?.facts.at(-1)).toBe(
      'release shop@1.5.0: commit bbbbbbb by Ann touched src/cart.ts: change src/cart.ts',
    );
    const [row] = (await owner.get('/api/errors')).json.rows;
    expect((await owner.get(`/api/errors/${row.id}`)).json.suspects).toEqual([
      {
        commit: 'b'.repeat(40),
        author: 'Ann',
        message: 'change src/cart.ts',
        at: Date.UTC(2026, 10, 21, 10),
        file: 'src/cart.ts',
      },
    ]);
    expect(JSON.stringify(await lab.store.ingest.releases(9))).not.toContain('ann@');
    await lab.report(thrown({ release: 'shop@1.4.0', fingerprint: ['old'] }));
    await lab.report(thrown({ release: 'shop@1.5.0', fingerprint: ['old'] }));
    await lab.settle();
    const old = (await owner.get('/api/errors?q=release:shop@1.4.0')).json.rows[0];
    expect((await owner.get(`/api/errors/${old.id}`)).json.suspects).toEqual([]);
  });
  test('a failing payment webhook is critical, whatever level it has', async () => {
    const { told } = await open();
    await lab.report(thrown({ level: 'warning', transaction: 'POST /webhooks/stripe' }));
    expect(await told()).toMatchObject([
      { severity: 'critical', title: expect.stringMatching(/^A payment webhook fails/) },
    ]);
  });
  test('resolved and back in another release: told that it is back; ignored: nothing', async () => {
    const { owner, told } = await open();
    await lab.report(thrown());
    expect(await told()).toHaveLength(1);
    const [row] = (await owner.get('/api/errors')).json.rows;
    await owner.send('POST', `/api/errors/${row.id}/turn`, { to: 'resolved' });
    await lab.report(thrown({ release: 'shop@1.5.0' }));
    expect((await told())[1]?.title).toMatch(/^An error is back after it was resolved/);
    await owner.send('POST', `/api/errors/${row.id}/turn`, { to: 'ignored', hours: 1 });
    for (let time = 0; time < 200; time += 1) await lab.report(thrown());
    expect(await told(31_000)).toHaveLength(2);
  });
  test('ten new errors at once: five are told, the rest together', async () => {
    const { told } = await open();
    for (let number = 0; number < 10; number += 1)
      await lab.report(thrown({ fingerprint: [`mine ${number}`] }));
    const titles = (await told()).map(({ title }) => title);
    expect(titles).toHaveLength(6);
    expect(titles.at(-1)).toBe('Many new errors at once: 5 were told, 5 or more follow');
  });
  test('a known error that comes twenty times as often is told with both figures', async () => {
    const { told } = await open();
    const now = lab.clock.now();
    for (let hour = 4; hour > 0; hour -= 1)
      await lab.report(thrown({ timestamp: (now - hour * 3_600_000) / 1000 }));
    const before = (await told()).length;
    for (let time = 0; time < 60; time += 1) await lab.report(thrown());
    const after = await told(31_000);
    expect(after.slice(before).map(({ title }) => title)).toEqual([
      'An error comes far more often: TypeError: cannot read id of undefined',
    ]);
  });
  test('a healthy day is silent: visits, beats, messages below error, errors of a test environment', async () => {
    const { told } = await open();
    const send = (lines: readonly string[]) =>
      lab.post(`/api/42/envelope/?sentry_key=${publicKey}`, ['{}', ...lines].join('\n'));
    for (let hour = 0; hour < 6; hour += 1) {
      await send(['{"type":"session"}', '{"init":true,"status":"exited","attrs":{"release":"shop@1.4.2"}}']);
      await send([
        '{"type":"check_in"}',
        '{"monitor_slug":"payout","status":"ok","monitor_config":{"schedule":{"type":"interval","value":1,"unit":"hour"},"checkin_margin":30}}',
      ]);
      await lab.report({ message: `order ${hour} took 2 s`, level: 'info', environment: 'production' });
      await lab.report(thrown({ environment: 'staging' }));
    }
    expect(await told(31_000)).toEqual([]);
  });
});

describe('visits of a release', () => {
  const visit = (release: string, number: number, more: object = {}) =>
    JSON.stringify({
      sid: `${release} ${number}`,
      did: `person ${number % 40}`,
      init: true,
      status: 'exited',
      attrs: { release, environment: 'production' },
      ...more,
    });
  const send = (sessions: readonly string[]) =>
    lab.post(
      `/api/42/envelope/?sentry_key=${publicKey}`,
      ['{}', ...sessions.flatMap((session) => ['{"type":"session"}', session])].join('\n'),
    );
  const visits = (release: string, count: number) =>
    Array.from({ length: count }, (_, number) => visit(release, number));

  test('one release that crashes more often than the one before: told once, shown with users, replays counted once', async () => {
    const { owner, told } = await open();
    await send(visits('shop@1', 90));
    await lab.clock.advance(6_000);
    await owner.send('POST', '/api/deploys', { version: 'shop@2' });
    await send(visits('shop@2', 80));
    for (let again = 0; again < 2; again += 1)
      await send(
        visits('shop@2', 20).map((each) => each.replace('"exited"', '"crashed"').replace('"init":true,', '')),
      );
    const news = await told(30_000);
    expect(news).toMatchObject([
      {
        title: 'shop@2 crashes more often: 20 of 80 visits (25.0 %), shop@1 0 of 90 visits (0.0 %)',
        severity: 'critical',
        lastChange: expect.stringContaining('deploy shop@2'),
      },
    ]);
    expect(await told(30_000)).toHaveLength(1);
    const { releases } = (await owner.get('/api/errors')).json;
    expect(releases).toMatchObject([
      {
        release: 'shop@2',
        visits: 80,
        crashed: 20,
        crashFreeVisits: 0.75,
        people: 40,
        crashFreePeople: 0.5,
        against: 'shop@1',
        verdict: 'worse',
      },
      { release: 'shop@1', visits: 90, crashed: 0, crashFreePeople: 1, verdict: 'too little known' },
    ]);
  });
  test('two releases alike, and one of a test environment that crashes: silent', async () => {
    const { told } = await open();
    await send(visits('shop@1', 100));
    await lab.clock.advance(6_000);
    await send([...visits('shop@2', 80), visit('shop@2', 99, { status: 'crashed' })]);
    await send(
      visits('shop@3', 80).map((each) => each.replace('exited', 'crashed').replace('production', 'staging')),
    );
    expect(await told(30_000)).toEqual([]);
  });
});

describe('the cause finder', () => {
  test('MON-3: hears how often each error came, against the minutes before', async () => {
    await open();
    const now = lab.clock.now();
    await lab.report(thrown({ timestamp: (now - 8 * 60_000) / 1000 }));
    await lab.settle();
    for (let time = 0; time < 12; time += 1) await lab.report(thrown({ timestamp: (now - 60_000) / 1000 }));
    await lab.report(thrown({ fingerprint: ['other'] }));
    await lab.settle();
    const book = createEvidenceBook(lab.running.server);
    await book.refresh();
    expect(
      book
        .now()
        ?.errors.map(({ count, before, isNew }) => [count, before, isNew])
        .toSorted(),
    ).toEqual([
      [1, 0, true],
      [12, 1, false],
    ]);
  });
});

describe('people decide', () => {
  test('assigned, found by words, ignored until 3 more have come', async () => {
    const { owner } = await open();
    await lab.report(thrown());
    await lab.report(thrown({ fingerprint: ['other'], environment: 'staging', release: 'shop@2' }));
    await lab.settle();
    const ids = async (query: string): Promise<readonly string[]> =>
      (await owner.get(`/api/errors?${query}`)).json.rows.map(({ id }: { readonly id: string }) => id);
    const [staged] = await ids('q=env:staging%20release:shop@2');
    const [own] = await ids('q=env:production');
    expect([await ids('q=nothing'), (await ids('')).length]).toEqual([[], 2]);
    await owner.send('POST', `/api/errors/${own}/turn`, { to: 'assigned', assignee: 'Ann' });
    expect(await ids('q=assigned:ann')).toEqual([own]);
    await owner.send('POST', `/api/errors/${staged}/turn`, { to: 'ignored', moreEvents: 3 });
    expect([await ids(''), await ids('status=ignored')]).toEqual([[own], [staged]]);
    for (let time = 0; time < 3; time += 1)
      await lab.report(thrown({ fingerprint: ['other'], environment: 'staging' }));
    await lab.settle();
    expect((await ids('')).length).toBe(2);
    expect((await owner.send('POST', `/api/errors/${own}/turn`, { to: 'gone' })).status).toBe(422);
    expect((await owner.get('/api/errors/none')).status).toBe(404);
  });
  test('senders: the first has a key from the start; a new key lets the old one go on for a while', async () => {
    const { owner } = await open();
    const first = (await owner.get('/api/senders')).json.projects[0];
    expect(first.dsn).toMatch(/^https:\/\/[\da-f]{32}@watch\.example\/1$/);
    const renewed = (await owner.send('POST', '/api/senders/1/keys', { oldEndsInHours: 0.001 })).json
      .projects[0];
    expect(renewed.dsn).not.toBe(first.dsn);
    const old = new URL(first.dsn).username;
    const status = async (key: string) =>
      (await lab.post(`/api/1/envelope/?sentry_key=${key}`, '{}\n{"type":"event"}\n{}')).status;
    expect([await status(old), await status(new URL(renewed.dsn).username)]).toEqual([200, 200]);
    await lab.clock.advance(4_000);
    expect([await status(old), await status(new URL(renewed.dsn).username)]).toEqual([403, 200]);
    const added = await owner.send('POST', '/api/senders', { name: 'web' });
    expect([added.status, added.json.projects.map(({ id }: { readonly id: string }) => id)]).toEqual([
      201,
      ['1', '42', '43'],
    ]);
    const changed = { name: 'web', origins: ['https://shop.example/x'], eventsPerMinute: 10 };
    const view = (await owner.send('PUT', '/api/senders/43', changed)).json;
    expect(view.projects[2]).toMatchObject({ origins: ['https://shop.example'], eventsPerMinute: 10 });
  });
});

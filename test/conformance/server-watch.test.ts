import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import { monitorInput } from './server-lab.ts';
import type { Lab } from './server-lab.ts';
import { routeInput, watchLab } from './server-watch-lab.ts';
import type { WatchLab } from './server-watch-lab.ts';

// MON-1, MON-2, MON-4, MON-9, SEC-1: from a failing page to somebody who is told, over the API.
let lab: Lab;
afterEach(() => lab.close());

const minutes = (count: number): Promise<void> => lab.clock.advance(count * 60_000);

async function open(): Promise<WatchLab> {
  const opened = await watchLab();
  ({ lab } = opened);
  return opened;
}

describe('a monitor made by hand', () => {
  test('is watched at once, fails, is told once with everything needed, is acknowledged and recovers', async () => {
    const { owner, site, told } = await open();
    const made = await owner.send('POST', '/api/monitors', monitorInput());
    expect([made.status, made.json.monitor.id, made.json.monitor.origin]).toEqual([
      201,
      'hand-homepage',
      'hand',
    ]);
    await minutes(3);
    expect((await owner.get('/api/overview')).json.headline).toEqual({
      state: 'up',
      text: 'The one monitor is up',
    });
    site.answer = { status: 503, body: 'down for <script>alert(1)</script>' };
    await minutes(2);
    expect(told().map(({ type }) => type)).toEqual(['incident.opened']);
    const [row] = (await owner.get('/api/incidents')).json.rows;
    const detail = (await owner.get(`/api/incidents/${row.id}`)).json;
    expect(detail.row).toMatchObject({
      title: 'Homepage is down',
      status: 'open',
      cause: { kind: 'origin' },
    });
    expect(detail.deliveries).toMatchObject([{ route: 'hook', state: 'done', proof: '200 ok' }]);
    expect(detail.evidence[0].lines.join('\n')).toContain('<script>');
    expect(detail.checklist[0]).toEqual({
      id: 'ack',
      text: 'Acknowledge, so that nobody else is called',
      isDone: false,
    });
    const taken = await owner.send('POST', `/api/incidents/${row.id}/acknowledge`, {});
    expect(taken.json).toMatchObject({
      row: { status: 'acknowledged', acknowledgedBy: 'owner' },
      firstResponder: 'owner',
    });
    await owner.send('POST', `/api/incidents/${row.id}/notes`, { text: 'the disk was full' });
    site.answer = 'hello';
    await minutes(4);
    expect(told().map(({ type }) => type)).toEqual(['incident.opened', 'incident.resolved']);
    const over = (await owner.get(`/api/incidents/${row.id}`)).json;
    expect(over.postmortem.isDraft).toBe(true);
    expect(over.postmortem.text).toContain('the disk was full (owner)');
    expect((await owner.send('POST', `/api/incidents/${row.id}/acknowledge`, {})).status).toBe(409);
    const trail = (await owner.get('/api/audit-trail')).json.rows.map(
      ({ action }: { action: string }) => action,
    );
    expect(trail).toEqual(
      expect.arrayContaining(['added a monitor', 'acknowledged an incident', 'set a route']),
    );
  });

  test('what cannot be watched is told by field', async () => {
    const { owner } = await open();
    const { status, json } = await owner.send(
      'POST',
      '/api/monitors',
      monitorInput({ target: 'javascript:alert(1)', options: { statuss: [200] }, dependsOn: ['nobody'] }),
    );
    expect(status).toBe(422);
    expect(json.error.fields).toEqual({
      dependsOn: 'There is no monitor nobody.',
      options: 'options: Not known here: statuss.',
      target: 'Give a whole address, like https://shop.example/.',
    });
  });

  test('what is missing or of another kind is told in sentences, never in the words of a parser', async () => {
    const { owner } = await open();
    const { kind: _kind, ...rest } = monitorInput({
      severity: 'critcal',
      intervalSeconds: 'soon',
      title: '',
    }) as Record<string, Json>;
    const { status, json } = await owner.send('POST', '/api/monitors', rest);
    expect([status, json.error.message]).toEqual([
      422,
      '4 fields are not right: title, kind, intervalSeconds, severity.',
    ]);
    expect(json.error.fields).toEqual({
      title: 'Give it a name.',
      kind: 'Missing: give http, journey, tls, domain, dns, mail, tcp or heartbeat.',
      intervalSeconds: 'Give a number, not "soon".',
      severity: 'Give critical, warning or info, not "critcal". Did you mean critical?',
    });
  });

  test('a paused one is not looked at; a removed one is gone', async () => {
    const { owner, site } = await open();
    await owner.send('POST', '/api/monitors', monitorInput());
    await owner.send('POST', '/api/monitors/hand-homepage/pause', { isPaused: true });
    site.answer = { status: 500 };
    await minutes(5);
    expect((await owner.get('/api/monitors')).json.counts).toMatchObject({ paused: 1, down: 0, total: 1 });
    expect((await owner.send('DELETE', '/api/monitors/hand-homepage')).status).toBe(200);
    expect((await owner.get('/api/monitors/hand-homepage')).status).toBe(404);
  });

  test('during maintenance nobody is called, and the page says so', async () => {
    const { owner, site, told } = await open();
    await owner.send('POST', '/api/monitors', monitorInput());
    const now = lab.clock.now();
    await owner.send('POST', '/api/settings/maintenance', {
      from: now,
      to: now + 3_600_000,
      monitors: 'all',
      reason: 'new <b>disk</b>',
    });
    site.answer = { status: 500 };
    await minutes(10);
    expect(told()).toEqual([]);
    expect((await owner.get('/api/monitors')).json.rows[0]).toMatchObject({ isInMaintenance: true });
    const { text } = await lab.anonymous.get('/status');
    expect(text).toContain('new &lt;b&gt;disk&lt;/b&gt;');
  });
});

describe('alert routes', () => {
  test('address and secret are sealed at rest and never shown again', async () => {
    const { owner } = await open();
    const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
    const to = 'https://hooks.example/very-secret-path';
    await owner.send('POST', '/api/settings/routes', routeInput({ id: 'second', to, secret }));
    const shown = await owner.get('/api/settings');
    expect(shown.text).not.toContain('very-secret-path');
    expect(shown.text).not.toContain(secret);
    expect(JSON.stringify(await lab.store.settings.get('alert-routes'))).not.toMatch(
      /very-secret-path|whsec_/,
    );
    expect(lab.lines.join('')).not.toMatch(/very-secret-path|whsec_/);
  });

  test('the old secret never goes to a new address', async () => {
    const { owner } = await open();
    const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
    await owner.send('PUT', '/api/settings/routes/hook', routeInput({ id: 'hook', secret }));
    const [before] = (await owner.get('/api/settings')).json.routes;
    const moved = routeInput({ id: 'hook', to: 'https://evil.example/' });
    await owner.send('PUT', '/api/settings/routes/hook', moved);
    const [after] = (await owner.get('/api/settings')).json.routes;
    expect([before.hasSecret, after.hasSecret]).toEqual([true, false]);
  });

  test.each(['env:HOME', 'file:/etc/passwd'])(
    '%s is not read for somebody who may only click',
    async (to) => {
      const { owner } = await open();
      const { status } = await owner.send(
        'POST',
        '/api/settings/routes',
        routeInput({ id: 'x', channel: 'chat', to }),
      );
      expect(status).toBe(422);
    },
  );

  test('the drill takes the way of a real alert and keeps the receiver’s words', async () => {
    const { owner, told } = await open();
    const drill = owner.send('POST', '/api/settings/drill', {});
    await lab.clock.advance(3_000);
    expect((await drill).json.deliveries).toMatchObject([{ route: 'hook', state: 'done', proof: '200 ok' }]);
    expect(told()[0]?.data['title']).toBe('Test alert, asked for by the drill');
  });
});

describe('a deploy', () => {
  test('that breaks the page is blamed, and the way back is named', async () => {
    const { owner, site, told } = await open();
    await owner.send('POST', '/api/monitors', monitorInput({ intervalSeconds: 10, timeoutMs: 6_000 }));
    await minutes(12);
    await owner.send('POST', '/api/deploys', { version: '1.4.2', by: 'tom' });
    site.answer = { status: 500 };
    await minutes(10);
    const [deploy] = (await owner.get('/api/deploys')).json;
    expect(deploy).toMatchObject({ marker: { version: '1.4.2' }, decision: 'roll back' });
    expect(deploy.because).toMatch(/^\d+ % of requests fail, before the deploy 0\.0 % did$/);
    expect(told().map(({ type }) => type)).toEqual(['incident.opened', 'incident.deploy']);
    expect(told()[0]?.data).toMatchObject({
      cause: { kind: 'deploy' },
      lastChange: expect.stringContaining('deploy 1.4.2 by tom'),
    });
  });
});

describe('jobs that report', () => {
  test('a beat, a failure and silence are told apart; a wrong key is no job', async () => {
    const { owner } = await open();
    await owner.send(
      'POST',
      '/api/monitors',
      monitorInput({
        title: 'Backup',
        kind: 'heartbeat',
        target: 'backup',
        failuresBeforeAlert: 1,
        options: { everySeconds: 600, graceSeconds: 60 },
      }),
    );
    const { beatUrl } = (await owner.get('/api/monitors/hand-backup')).json;
    const path = new URL(beatUrl).pathname;
    expect((await lab.anonymous.get(path)).text).toBe('OK\n');
    await minutes(2);
    const state = async (): Promise<string> => (await owner.get('/api/monitors/hand-backup')).json.row.state;
    expect(await state()).toBe('up');
    await lab.anonymous.send('POST', `${path}/1`, 'disk full');
    await minutes(1);
    expect(await state()).toBe('down');
    await lab.anonymous.get(path);
    await minutes(3);
    expect(await state()).toBe('up');
    await minutes(13);
    expect(await state()).toBe('down');
    expect((await lab.anonymous.get('/ping/AAAAAAAAAAAAAAAAAAAAAA/backup')).status).toBe(404);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { monitorInput, serverLab } from './server-lab.ts';
import type { Lab } from './server-lab.ts';

// MON-4, MON-5: the live page, mail from the status page, figures for Prometheus.
let lab: Lab;
afterEach(() => lab.close());

describe('the live page', () => {
  test('says hello, beats, and tells what changed, once a second at most', async () => {
    lab = await serverLab({ http: { 'https://shop.example/': 'hello' } });
    const owner = await lab.signIn();
    const stop = new AbortController();
    const response = await lab.running.app.request('https://watch.example/api/live', {
      headers: { cookie: owner.cookie ?? '' },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events: { kind: string; changed?: readonly { id: string; state: string }[] }[] = [];
    const reading = (async () => {
      for await (const chunk of response.body ?? [])
        for (const data of new TextDecoder().decode(chunk as Uint8Array).matchAll(/^data: (.*)$/gm))
          events.push(JSON.parse(data[1] ?? ''));
    })().catch(() => undefined);
    await lab.clock.advance(2_000);
    await owner.send('POST', '/api/monitors', monitorInput());
    await lab.clock.advance(90_000);
    await owner.send('POST', '/api/deploys', { version: '1.0' });
    await lab.clock.advance(2_000);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).toBe('hello');
    expect(kinds.filter((kind) => kind === 'beat').length).toBeGreaterThanOrEqual(17);
    expect(kinds).toEqual(expect.arrayContaining(['changed', 'monitors', 'deploy']));
    expect(events.findLast(({ kind }) => kind === 'monitors')?.changed).toMatchObject([
      { id: 'hand-homepage', state: 'up' },
    ]);
    stop.abort();
    await reading;
    expect(lab.running.server.live.listeners()).toBe(0);
  });

  test('is not for strangers', async () => {
    lab = await serverLab();
    expect((await lab.anonymous.get('/api/live')).status).toBe(401);
  });
});

describe('mail from the status page', () => {
  const post = (path: string, body: string) =>
    lab.running.app.request(`https://watch.example${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });

  test('begins only when the owner of the address confirms, and a link that is looked at changes nothing', async () => {
    lab = await serverLab();
    const { server } = lab.running;
    const asked = await post('/status/subscribe', 'email=Guest%40Shop.example');
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('Look into your mail')]);
    await lab.clock.advance(100);
    const [subscriber] = await lab.store.subscribers.list(10);
    expect(subscriber).toMatchObject({ state: 'asked', address: expect.stringMatching(/^sealed1:/) });
    const id = subscriber?.id ?? '';
    const link = `/status/confirm?id=${id}&key=${server.mac('confirm', id)}`;
    expect((await lab.anonymous.get(link)).text).toContain('<form method="post"');
    expect((await lab.store.subscribers.get(id))?.state).toBe('asked');
    expect((await post(`/status/confirm?id=${id}&key=wrong`, '')).status).toBe(404);
    expect((await post(link, '')).status).toBe(200);
    expect((await lab.store.subscribers.get(id))?.state).toBe('confirmed');
    const leave = `/status/leave?id=${id}&key=${server.mac('leave', id)}`;
    expect((await post(leave, 'List-Unsubscribe=One-Click')).status).toBe(200);
    expect(await lab.store.subscribers.list(10)).toEqual([]);
  });

  test('who never confirms is forgotten; an address cannot be flooded; no address is told', async () => {
    lab = await serverLab();
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1)
      statuses.push((await post('/status/subscribe', 'email=guest%40shop.example')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(
      (await post('/status/subscribe', 'email=guest%40shop.example%0d%0aBcc%3a%20x%40y.example')).status,
    ).toBe(400);
    await lab.clock.advance(100);
    expect(await lab.store.subscribers.list(10)).toHaveLength(1);
    lab.clock.jumpWallClock(3 * 86_400_000);
    await lab.clock.advance(40_000);
    expect(await lab.store.subscribers.list(10)).toEqual([]);
    expect(lab.lines.join('')).not.toContain('guest@shop.example');
  });
});

describe('the handover pack (HAND-1)', () => {
  test('is opened by who is signed in, and nothing in it can act', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'launch-ready-pack-'));
    lab = await serverLab({ manifestPath: join(folder, 'launch.yaml') });
    const viewer = await lab.signIn('viewer');
    expect((await viewer.get('/api/handover')).json).toEqual({ pack: null });
    expect((await viewer.get('/api/handover/pack')).status).toBe(404);
    mkdirSync(join(folder, 'handover'));
    writeFileSync(
      join(folder, 'handover/handover.html'),
      '<h1>Pack</h1><script>fetch("/api/settings")</script>',
    );
    const { pack } = (await viewer.get('/api/handover')).json;
    expect(pack).toMatchObject({ sizeBytes: 52, href: '/api/handover/pack' });
    const { status, text, headers } = await viewer.get(pack.href);
    expect([status, text.slice(0, 13)]).toEqual([200, '<h1>Pack</h1>']);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox allow-popups$/);
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    expect((await lab.anonymous.get(pack.href)).status).toBe(401);
    rmSync(folder, { recursive: true });
  });
});

describe('figures for Prometheus', () => {
  test('names of monitors cannot break the format', async () => {
    lab = await serverLab({ http: { 'https://shop.example/': 'hello' } });
    const owner = await lab.signIn();
    await owner.send('POST', '/api/monitors', monitorInput({ title: 'a"b\\c\nd' }));
    await lab.clock.advance(90_000);
    const { text, headers } = await owner.get('/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('launch_ready_monitor_up{monitor="hand-a-b-c-d",kind="http"} 1\n');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) .+|[a-z_0-9]+(?:\{[a-z]+="(?:[^"\\\n]|\\.)*"(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? -?[\d.e+-]+)$/,
      );
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { monitorInput } from './server-lab.ts';
import type { Lab } from './server-lab.ts';
import { watchLab } from './server-watch-lab.ts';
import type { WatchLab } from './server-watch-lab.ts';

// MON-5, SEC-1: what the public sees.
let lab: Lab;
afterEach(() => lab.close());
const minutes = (count: number): Promise<void> => lab.clock.advance(count * 60_000);

async function open(): Promise<WatchLab> {
  const opened = await watchLab();
  ({ lab } = opened);
  return opened;
}

describe('the status page', () => {
  test('shows no cause, address, person or evidence, and runs nothing that was written into it', async () => {
    const { owner, site } = await open();
    await owner.send('POST', '/api/monitors', monitorInput({ title: 'Shop "><img src=x onerror=alert(1)>' }));
    await minutes(2);
    site.answer = { status: 503, body: 'secret stack trace' };
    await minutes(3);
    const [row] = (await owner.get('/api/incidents')).json.rows;
    await owner.send('POST', `/api/incidents/${row.id}/public-notes`, {
      text: 'We are on it </p><script>alert(2)</script>',
    });
    await minutes(1);
    const { status, text, headers } = await lab.anonymous.get('/status');
    expect(status).toBe(200);
    expect(text).toContain('Nothing works at present');
    expect(text).toContain('We are on it &lt;/p&gt;&lt;script&gt;');
    expect(text).not.toMatch(/<script|<img|onerror=alert\(1\)>|stack trace|503|shop\.example\/|owner/);
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    const feed = (await lab.anonymous.get('/status/feed.xml')).text;
    expect(feed).toContain('<title>Shop &quot;&gt;&lt;img src=x onerror=alert(1)&gt; does not work</title>');
    expect(feed.match(/<item>/g)).toHaveLength(1);
  });

  test('each incident has a page of its own, under a name that tells nothing', async () => {
    const { owner, site } = await open();
    await owner.send('POST', '/api/monitors', monitorInput());
    await minutes(2);
    site.answer = { status: 503 };
    await minutes(3);
    const [row] = (await owner.get('/api/incidents')).json.rows;
    const told = { text: 'The card payments come back first.' };
    expect((await owner.send('POST', `/api/incidents/${row.id}/public-notes`, told)).status).toBe(201);
    expect((await owner.get(`/api/incidents/${row.id}`)).json.publicNotes).toMatchObject([told]);
    await minutes(1);
    const [, path = ''] =
      /href="(\/status\/incidents\/[^"]+)"/.exec((await lab.anonymous.get('/status')).text) ?? [];
    expect(path).not.toContain('homepage');
    const { status, text } = await lab.anonymous.get(path);
    expect(status).toBe(200);
    expect(text).toContain('<h1>Homepage does not work</h1>');
    expect(text).toContain('The card payments come back first.');
    expect((await lab.anonymous.get('/status/feed.xml')).text).toContain(
      `https://watch.example${path}</link>`,
    );
    expect((await lab.anonymous.get(`/status/incidents/${row.id}`)).status).toBe(404);
  });

  test('hidden when it is not public', async () => {
    const { owner } = await open();
    const { statusPage } = (await owner.get('/api/settings')).json;
    await owner.send('PUT', '/api/settings/status-page', { ...statusPage, isPublic: false });
    await lab.clock.advance(6_000);
    expect((await lab.anonymous.get('/status')).status).toBe(404);
    expect((await lab.anonymous.get('/status/feed.xml')).status).toBe(404);
  });
});

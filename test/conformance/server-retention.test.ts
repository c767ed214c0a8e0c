import { afterEach, describe, expect, test } from 'vitest';
import { serverLab } from './server-lab.ts';
import type { Lab } from './server-lab.ts';
import { day, sample } from './store/story.ts';

// MON-10, SEC-1: how long what is kept is an owner's to say, in Settings.
let lab: Lab;
afterEach(() => lab.close());

const path = '/api/settings/retention';
const times = { rawDays: 7, fiveMinuteDays: 60, hourDays: 400, eventDays: 90, alertDays: 400 };

describe('how long what is kept', () => {
  test('a shorter time is told with what it deletes, agreed to, kept, and stands in the trail', async () => {
    lab = await serverLab();
    const owner = await lab.signIn();
    const now = lab.clock.now();
    for (let age = 0; age < 5; age += 1)
      await lab.store.samples.append([sample({ at: (now - age * day) as typeof now })]);
    for (let call = 0; call < 3; call += 1) await lab.store.maintain(now);
    expect((await owner.get('/api/settings')).json.retention).toEqual({ times, fixed: [] });
    const asked = await owner.send('PUT', path, { ...times, rawDays: 2 });
    expect([asked.status, asked.json.error]).toEqual([
      409,
      {
        code: 'would-delete',
        message: 'This deletes for good single looks from before 20 November 2026 (2).',
        todo: 'Agree to it, or give longer times.',
        fields: {},
      },
    ]);
    expect((await owner.get('/api/settings')).json.retention.times).toEqual(times);
    const kept = await owner.send('PUT', path, { ...times, rawDays: 2, mayDelete: true });
    expect([kept.status, kept.json.retention.times.rawDays]).toEqual([200, 2]);
    await lab.store.maintain(now);
    expect(await lab.store.samples.recent('shop', 10)).toHaveLength(3);
    await lab.clock.advance(1_000);
    // A longer time deletes nothing: nobody is asked. The same again changes nothing: nothing is recorded.
    const longer = { ...times, rawDays: 30, eventDays: 91 };
    expect((await owner.send('PUT', path, longer)).status).toBe(200);
    expect((await owner.send('PUT', path, longer)).status).toBe(200);
    const trail = (await owner.get('/api/audit-trail')).json.rows
      .filter(({ subject }: { subject: string }) => subject === 'retention')
      .map(({ by, action, detail }: Record<string, string>) => [by, action, detail]);
    const byOwner: unknown = expect.stringMatching(/^owner-\d+@shop\.example$/);
    expect(trail).toEqual([
      [
        byOwner,
        'changed how long things are kept',
        'single looks: 2 to 30 days, errors and events: 90 to 91 days',
      ],
      [byOwner, 'changed how long things are kept', 'single looks: 7 to 2 days'],
    ]);
  });

  test('what cannot be is told beside its field', async () => {
    lab = await serverLab();
    const owner = await lab.signIn();
    const refused = async (changes: object) =>
      (await owner.send('PUT', path, { ...times, ...changes, mayDelete: true })).json.error.fields;
    expect(await refused({ rawDays: 0, alertDays: 5_000, eventDays: 1.5 })).toEqual({
      rawDays: 'Give whole days, 1 to 3650.',
      alertDays: 'Give whole days, 1 to 3650.',
      eventDays: 'Give whole days, 1 to 3650.',
    });
    expect(await refused({ rawDays: 90, hourDays: 30 })).toEqual({
      fiveMinuteDays: 'They stand for finer figures that are gone: at least the 90 days of single looks.',
      hourDays:
        'They stand for finer figures that are gone: at least the 60 days of figures by five minutes.',
    });
    expect(await refused({ rawDays: null })).toEqual({ rawDays: 'Give a number, not nothing.' });
  });

  test('a time fixed where the server is started is shown so and cannot be changed here', async () => {
    lab = await serverLab({ retention: { rawDays: 3 } });
    const owner = await lab.signIn();
    expect((await owner.get('/api/settings')).json.retention).toEqual({
      times: { ...times, rawDays: 3 },
      fixed: [{ id: 'rawDays', by: '--keep-raw' }],
    });
    const { status, json } = await owner.send('PUT', path, { ...times, rawDays: 9, mayDelete: true });
    expect([status, json.error.fields]).toEqual([
      422,
      { rawDays: 'Set by --keep-raw where the server is started: change it there.' },
    ]);
  });
});

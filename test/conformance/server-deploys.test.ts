import { afterEach, expect, test } from 'vitest';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { JourneyOutcome } from '../../src/model/monitor.ts';
import type { FakeAnswer } from '../../src/outside/fake/http.ts';
import { monitorInput, serverLab } from './server-lab.ts';
import type { Lab } from './server-lab.ts';
import { routeInput } from './server-watch-lab.ts';

const hook = 'https://hooks.example/in';
let lab: Lab;
afterEach(() => lab.close());

const well: JourneyOutcome = {
  isGood: true,
  tookMs: 40,
  failedStep: null,
  code: null,
  message: '',
  evidence: [],
};
const plain = impliedManifest('shop.example');
const manifest = { ...plain, deploy: { ...plain.deploy, rollbackCommand: 'npm run rollback' } };

// MON-9: after each deploy marker the rule is asked anew: errors, speed and journeys, against as long a time before.
test.each([
  ['pages fail', { status: 500 }, well, /^\d+ % of requests fail, before the deploy 0\.0 % did$/],
  ['pages answer, and slowly', { totalMs: 900 }, well, /^p95 is 900 ms, before the deploy 100 ms$/],
  [
    'pages are well, and nobody can check out',
    { totalMs: 100 },
    { ...well, isGood: false, failedStep: 'pay', code: 'http-500', message: 'Answered 500' },
    /^(\d) of \1 journeys fail, before the deploy 0 of [2-9] did$/,
  ],
] satisfies [string, FakeAnswer, JourneyOutcome, RegExp][])(
  'a deploy after which %s is to be taken back, with the command to run',
  async (_story, answer, walk, because) => {
    const world = { answer: { totalMs: 100 } as FakeAnswer, walk: well };
    lab = await serverLab({
      manifest,
      http: { 'https://shop.example/': () => world.answer, [`POST ${hook}`]: 'ok' },
      journeys: { run: async () => world.walk },
    });
    const owner = await lab.signIn();
    await owner.send('POST', '/api/settings/routes', routeInput({ id: 'hook', to: hook }));
    await owner.send('POST', '/api/monitors', monitorInput({ intervalSeconds: 5, timeoutMs: 2_000 }));
    await owner.send(
      'POST',
      '/api/monitors',
      monitorInput({
        title: 'Buy',
        kind: 'journey',
        target: 'buy',
        intervalSeconds: 300,
        failuresBeforeAlert: 5,
      }),
    );
    await lab.clock.advance(13 * 60_000);
    await owner.send('POST', '/api/deploys', { version: '1.4.2', by: 'tom' });
    [world.answer, world.walk] = [answer, walk];
    await lab.clock.advance(12 * 60_000);
    const [deploy] = (await owner.get('/api/deploys')).json;
    expect(deploy).toMatchObject({ decision: 'roll back', rollbackCommand: 'npm run rollback' });
    expect(deploy.because).toMatch(because);
    const told = lab.requests
      .filter(({ url }) => url === hook)
      .map(({ body }) => JSON.parse(String(body)))
      .filter(({ type }) => type === 'incident.deploy');
    expect(told).toHaveLength(1);
    expect(told[0].data).toMatchObject({
      title: `Roll back 1.4.2: ${deploy.because}`,
      firstStep: 'roll back: npm run rollback',
    });
  },
);

test('what nobody could buy before the deploy is not the deploy’s fault', async () => {
  const broken: JourneyOutcome = {
    ...well,
    isGood: false,
    failedStep: 'pay',
    code: 'http-500',
    message: 'Answered 500',
  };
  lab = await serverLab({ manifest, journeys: { run: async () => broken } });
  const owner = await lab.signIn();
  const buy = { title: 'Buy', kind: 'journey', target: 'buy', intervalSeconds: 300 };
  await owner.send('POST', '/api/monitors', monitorInput(buy));
  await lab.clock.advance(13 * 60_000);
  await owner.send('POST', '/api/deploys', { version: '1.4.4', by: 'tom' });
  await lab.clock.advance(7 * 60_000);
  const [deploy] = (await owner.get('/api/deploys')).json;
  expect(deploy.decision).toBe('watch');
  expect(deploy.because).toMatch(/: it was broken already$/);
});

test('a deploy that changes nothing is kept, and nobody is told', async () => {
  lab = await serverLab({
    manifest,
    http: { 'https://shop.example/': { totalMs: 100 }, [`POST ${hook}`]: 'ok' },
  });
  const owner = await lab.signIn();
  await owner.send('POST', '/api/settings/routes', routeInput({ id: 'hook', to: hook }));
  await owner.send('POST', '/api/monitors', monitorInput({ intervalSeconds: 5, timeoutMs: 2_000 }));
  await lab.clock.advance(13 * 60_000);
  await owner.send('POST', '/api/deploys', { version: '1.4.3', by: 'tom' });
  await lab.clock.advance(12 * 60_000);
  const [deploy] = (await owner.get('/api/deploys')).json;
  expect(deploy).toMatchObject({ decision: 'keep' });
  expect(lab.requests.filter(({ url }) => url === hook)).toEqual([]);
});

import { expect, it } from 'vitest';
import { HostProbe } from '../../src/collectors/exposure/probing/host-probe.ts';
import { ScriptReader, usualBudget } from '../../src/collectors/bundles/reading/script-reader.ts';
import { unixMs } from '../../src/model/brand.ts';
import { bomb, endless, facing } from './facing.ts';

// EDGE-8, EDGE-10 and SEC-1: real sockets, and a server that means no good.
const { signal } = new AbortController();

it(
  'a host that answers every path with endless chunks is read to the limit of each answer',
  { timeout: 30_000 },
  async () => {
    await using world = await facing((_, response) => endless(response, 'A=1\n'.repeat(2000)));
    const probe = new HostProbe(world.outside, signal, {
      origin: 'http://shop.test',
      folders: [],
      isAdmin: false,
    });
    const found = await probe.run();
    expect(found.hits).toEqual([]);
    expect(found.asked).toBeLessThan(200);
  },
);

it('a gzip bomb as a script is opened to the limit only, and that is told', { timeout: 30_000 }, async () => {
  await using world = await facing((path, response) =>
    path === '/a.js' ? bomb(response) : response.writeHead(404).end(),
  );
  const reader = new ScriptReader({ http: world.outside.http, signal }, unixMs(0), {
    ...usualBudget,
    fileBytes: 4 * 1024 * 1024,
  });
  const found = await reader.run([], ['http://shop.test/a.js']);
  expect(found.files).toEqual([
    { url: 'http://shop.test/a.js', kind: 'script', bytes: 4 * 1024 * 1024, isCut: true },
  ]);
  expect(found.limits).toEqual(['only the first 4 MiB of http://shop.test/a.js were read']);
});

it('many large scripts end at the budget of the host', { timeout: 30_000 }, async () => {
  const body = Buffer.alloc(1024 * 1024, 'x;');
  await using world = await facing(
    (path, response) => void (path.endsWith('.map') ? response.writeHead(404).end() : response.end(body)),
  );
  const reader = new ScriptReader({ http: world.outside.http, signal }, unixMs(0), {
    ...usualBudget,
    totalBytes: 5 * 1024 * 1024,
    width: 1,
  });
  const found = await reader.run(
    [],
    Array.from({ length: 20 }, (_, index) => `http://shop.test/${index}.js`),
  );
  expect(found.files).toHaveLength(5);
  expect(found.limits).toEqual(['5 MiB of scripts were read, there is more']);
});

it('a script that stands on a metadata or loopback address is refused', async () => {
  await using world = await facing((_, response) => void response.end('secret'));
  const reader = new ScriptReader({ http: world.outside.http, signal }, unixMs(0));
  const found = await reader.run(
    [],
    ['http://inside.shop.test/a.js', 'http://169.254.169.254/latest/x.js', 'http://127.0.0.1/a.js'],
  );
  expect(found.files).toEqual([]);
  expect(found.limits.map((limit) => limit.replace(/^.*: /, ''))).toEqual([
    'forbidden',
    'forbidden',
    'forbidden',
  ]);
});

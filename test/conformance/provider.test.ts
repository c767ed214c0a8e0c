import { afterAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { fakeOutside } from '../../src/outside/fake/outside.ts';
import { memoryProvider } from '../../src/providers/memory/provider.ts';
import { zoneFileProvider } from '../../src/providers/zonefile/provider.ts';
import { providerCases } from './provider/cases.ts';
import { foreignEditsKept } from './provider/foreign-edits.ts';
import { killAtEveryStep } from './provider/kill-steps.ts';
import { runCase, stateFrom } from './provider/run-case.ts';
import { startStateServer } from './provider/state-server.ts';

/** FIX-1, FIX-2, FIX-4: what every provider promises, over the back ends that need no server of their own. */
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
const server = await startStateServer();
afterAll(async () => {
  await server.close();
  await outside[Symbol.asyncDispose]();
});
const shared = { server: `127.0.0.1#${server.port}`, publish: server.serve, close: async () => undefined };

const fake = fakeOutside({
  files: {
    '/zones/case.test':
      '; ask the founder before you touch this\n$TTL 3600\n@ SOA ns1 host 1 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\n',
  },
});
const backends = [
  {
    ...shared,
    name: 'memory',
    provider: memoryProvider({ zone: 'case.test', clock: fake.clock, initial: stateFrom([]) }),
  },
  {
    ...shared,
    name: 'zone file',
    provider: zoneFileProvider({ zone: 'case.test', path: '/zones/case.test' }, fake),
  },
];

test('there are at least 120 cases, each with its own title', () => {
  expect(providerCases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(providerCases.map(({ title }) => title)).size).toBe(providerCases.length);
});

describe.each(backends)('$name', (backend) => {
  test.each(providerCases)('$title', async (one) => {
    expect(await runCase(backend, one, outside)).toBe('applied');
  });

  test('100 foreign edits between plan and write: none is lost', async () => {
    expect(await foreignEditsKept(backend, 100)).toBe(100);
  });

  test('killed at every step and taken up: as before or as wanted', async () => {
    const { kills, before, after } = await killAtEveryStep(backend);
    expect(kills).toBeGreaterThan(15);
    expect(before + after).toBe(kills);
  });
});

test('the zone file keeps its heading, moves its serial and leaves no lock behind', () => {
  const text = fake.files.all()['/zones/case.test'] ?? '';
  expect(text.startsWith('; ask the founder before you touch this\n')).toBe(true);
  expect(Number(/SOA +\S+ \S+ (\d+)/.exec(text)?.[1])).toBeGreaterThan(providerCases.length);
  expect(Object.keys(fake.files.all())).toEqual(['/zones/case.test']);
});

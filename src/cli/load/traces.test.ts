import { expect, test } from 'vitest';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { ParsedOptions, type CommandContext } from '../command.ts';
import { run } from './traces.ts';

const attributes = (all: Readonly<Record<string, string>>): unknown =>
  Object.entries(all).map(([key, value]) => ({ key, value: { stringValue: value } }));
const nano = (ms: number): string => `${BigInt(1_700_000_000_000 + ms) * 1_000_000n}`;
const span = (
  id: number,
  kind: number,
  about: {
    readonly at: readonly [number, number];
    readonly told: Readonly<Record<string, string>>;
    readonly parent?: number;
  },
): unknown => ({
  traceId: '1'.repeat(32),
  spanId: String(id).repeat(16),
  ...(about.parent === undefined ? {} : { parentSpanId: String(about.parent).repeat(16) }),
  name: 'request',
  kind,
  startTimeUnixNano: nano(about.at[0]),
  endTimeUnixNano: nano(about.at[1]),
  attributes: attributes(about.told),
});
const order = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            span(1, 2, { at: [0, 900], told: { 'http.route': '/orders', 'http.request.method': 'POST' } }),
            span(2, 3, {
              at: [10, 30],
              told: { 'db.system.name': 'postgresql', 'server.address': 'db' },
              parent: 1,
            }),
            span(3, 3, {
              at: [40, 880],
              told: { 'url.full': 'https://api.pay.example/v1/charges' },
              parent: 1,
            }),
          ],
        },
      ],
    },
  ],
});

async function told(text: string, isJson = false): Promise<readonly [number, string]> {
  const outside = {
    ...fakeOutside({ files: { 'traces.json': text } }),
    [Symbol.asyncDispose]: async () => {},
  };
  let stdout = '';
  const context: CommandContext = {
    stdout: (said) => void (stdout += said),
    stderr: () => {},
    terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
    cwd: '/',
    version: 'test',
    signal: new AbortController().signal,
    openOutside: async () => outside,
    ask: async () => null,
    readStdin: async () => '',
  };
  const options = new ParsedOptions({ json: isJson });
  return [await run(context, { arguments: ['traces.json'], options }), stdout];
}

test('PERF-5: an order waits 840 of 900 ms for the payment provider: named, exit 1', async () => {
  const [exitCode, stdout] = await told(order);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^✗ POST \/orders: 900 ms \(1 trace\)\n {4}✗ api\.pay\.example +840 ms {2}93 %, up to 1 call\n {6}database/,
  );
});

test('PERF-5: one export a line, as collectors write them', async () => {
  const [, stdout] = await told(`${order}\n${order.replaceAll('"1111', '"2222')}\n`, true);
  expect(JSON.parse(stdout)).toMatchObject({
    spans: 6,
    routes: [{ traces: 2, waitsFor: [{ callee: 'api.pay.example' }] }],
  });
});

test('PERF-5: no trace in it: exit 3; no OTLP: a user error', async () => {
  expect((await told('{"resourceSpans": []}'))[0]).toBe(3);
  await expect(told('<html>')).rejects.toThrow('traces.json: ');
});

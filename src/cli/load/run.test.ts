import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { LoadAnswer, LoadDoor } from '../../model/outside-load.ts';
import { ok, type Clock, type Outside } from '../../model/outside.ts';
import { fakeOutside, type FakeOutside } from '../../outside/fake/outside.ts';
import { loadSchema } from '../../report/json/load-schema.ts';
import { ParsedOptions, type CommandContext, type CommandRun } from '../command.ts';
import { run as compare } from './compare.ts';
import { compareOptions } from './compare-options.ts';
import type { LoadDocument } from './document.ts';
import { growthOptions } from './growth-options.ts';
import { run as growth } from './growth.ts';
import { loadOptions } from './options.ts';
import { run as load } from './run.ts';

/** How a made-up product answers a path: after so long, with this status. Time jumps; nothing depends on this machine. */
type Server = (request: {
  readonly path: string;
  readonly origin: string;
  readonly count: number;
  readonly atMs: number;
}) => { readonly tookMs: number; readonly status?: number };

const manifest = `version: 1
product: { name: Kiln, domain: kiln.example }
profile: ecommerce
routes:
  - { id: quick, url: /api/quick, hot: true, p95: 300ms }
  - { id: slow, url: /api/slow, p95: 300ms }
`;

function door(clock: Clock, server: Server): LoadDoor {
  let count = 0;
  return {
    open: async ({ origin }) =>
      ok({
        send: ({ path }, done) => {
          const writtenMs = clock.monotonicMs();
          const { tookMs, status = 200 } = server({ path, origin, count: (count += 1), atMs: writtenMs });
          clock.after(tookMs, () => {
            const endMs = clock.monotonicMs();
            const answer: LoadAnswer = {
              status,
              error: null,
              writtenMs,
              firstByteMs: endMs,
              endMs,
              bodyBytes: 1,
            };
            done(answer);
          });
        },
        [Symbol.asyncDispose]: async () => {},
      }),
  };
}

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly world: FakeOutside;
}

interface Setup {
  readonly server: Server;
  readonly files?: Readonly<Record<string, string>>;
  /** At every hundredth request the wall clock of this machine jumps by an hour, forth and back. */
  readonly isJumping?: boolean;
  /** What the shop answers to an order of a journey. */
  readonly orderStatus?: number;
  /** Timers of this machine come so much too late. */
  readonly lateMs?: number;
}

async function ran(command: CommandRun, args: readonly string[], setup: Setup): Promise<Ran> {
  const made = fakeOutside({
    files: { 'launch.yaml': manifest, ...setup.files },
    processes: { '/bin/sh': () => ({}) },
    http: {
      'http://127.0.0.1:3000/': { status: 200, body: 'Kiln' },
      'POST http://127.0.0.1:3000/api/orders': { status: setup.orderStatus ?? 201, body: '{}' },
    },
  });
  const clock: Clock = {
    ...made.clock,
    sleep: (ms, signal) => made.clock.sleep(ms + (ms > 0 ? (setup.lateMs ?? 0) : 0), signal),
  };
  const world: Outside & AsyncDisposable = {
    ...made,
    clock,
    load: door(made.clock, (request) => {
      if (setup.isJumping === true && request.count % 100 === 0)
        made.clock.jumpWallClock(request.count % 200 === 0 ? 3_600_000 : -3_600_000);
      return setup.server(request);
    }),
    [Symbol.asyncDispose]: async () => {},
  };
  let stdout = '';
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: () => {},
    terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
    cwd: '/',
    version: 'test',
    signal: new AbortController().signal,
    openOutside: async () => world,
    ask: async () => null,
    readStdin: async () => '',
  };
  const specs = command === load ? loadOptions : command === growth ? growthOptions : compareOptions;
  const exitCode = await command(context, parsed(args, specs));
  return { exitCode, stdout, world: made };
}

function parsed(args: readonly string[], specs: typeof loadOptions): Parameters<CommandRun>[1] {
  const nameOf = (flags: string): string => flags.split(' ')[0]?.slice(2) ?? '';
  const values: Record<string, unknown> = {};
  const camel = (name: string): string =>
    name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  for (const spec of specs) if (spec.default !== undefined) values[camel(nameOf(spec.flags))] = spec.default;
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const spec = specs.find(({ flags }) => arg === `--${nameOf(flags)}`);
    if (spec === undefined) rest.push(arg);
    else {
      const name = camel(nameOf(spec.flags));
      const value = spec.flags.includes(' ') ? args[(at += 1)] : true;
      const list: unknown = values[name];
      values[name] = spec.isRepeatable === true ? [...(Array.isArray(list) ? list : []), value] : value;
    }
  }
  return { arguments: rest, options: new ParsedOptions(values) };
}

const here = [
  '--base',
  'http://127.0.0.1:3000',
  '--rate',
  '50',
  '--duration',
  '6',
  '--warm-up',
  '0',
  '--even',
];
const steady: Server = ({ path }) => ({ tookMs: path === '/api/slow' ? 700 : 20 });
const documentOf = ({ stdout }: Ran): Record<string, unknown> =>
  JSON.parse(stdout) as Record<string, unknown>;

describe('PERF-1: load, on a machine that is never late', () => {
  test('20 ms against a budget of 300: good, exit 0', async () => {
    const good = await ran(load, [...here, '--json'], { server: steady });
    expect([good.exitCode, documentOf(good)['verdict']]).toEqual([0, 'good']);
    expect(documentOf(good)['headline']).toBe('1 route within budget.');
  });

  test('700 ms: exit 1, named', async () => {
    const bad = await ran(load, ['slow', ...here], { server: steady });
    expect(bad.exitCode).toBe(1);
    expect(bad.stdout).toContain('slow, p95 700 ms, budget 300 ms');
  });

  test('20 ms late with a budget of 300: the verdict stands', async () => {
    expect((await ran(load, here, { server: steady, lateMs: 20 })).exitCode).toBe(0);
  });

  test('60 ms late: the machine is the bottleneck, exit 3, never 0', async () => {
    const late = await ran(load, here, { server: steady, lateMs: 60 });
    expect(late.exitCode).toBe(3);
    expect(late.stdout).toContain('This machine was the bottleneck');
  });

  test('steps: holds 75 a second, and at 113 every request waits', async () => {
    const steps = [
      '--shape',
      'steps',
      '--base',
      'http://127.0.0.1:3000',
      '--rate',
      '50',
      '--duration',
      '4',
      '--even',
    ];
    // One after the other, 10 ms each: a hundred a second, and whoever comes earlier waits behind the others.
    let freeAtMs = 0;
    const limited: Server = ({ atMs }) => {
      freeAtMs = Math.max(freeAtMs, atMs) + 10;
      return { tookMs: freeAtMs - atMs };
    };
    const found = await ran(load, [...steps, '--max-rate', '200', '--json'], { server: limited });
    expect(documentOf(found)).toMatchObject({
      verdict: 'good',
      stopped: { reason: 'gave-way' },
      knee: { holdsRate: 75, breaksRate: 112.5, reason: 'latency' },
    });
  });
});

test('PERF-7: what load prints as JSON keeps its published schema', async () => {
  const printed = documentOf(await ran(load, [...here, '--json'], { server: steady }));
  expect(loadSchema.parse(printed)).toEqual(printed);
  expectTypeOf<keyof z.infer<typeof loadSchema>>().toEqualTypeOf<keyof LoadDocument>();
  expectTypeOf<z.infer<typeof loadSchema>['routes'][number]>().toExtend<LoadDocument['routes'][number]>();
});

describe('PERF-1: when things go wrong', () => {
  test('the target dies after 3 s of 6: it is left alone, and what was measured until then is kept', async () => {
    const dying: Server = ({ count }) => ({ tookMs: 20, status: count > 150 ? 503 : 200 });
    const cut = await ran(load, [...here, '--json'], { server: dying });
    expect(cut.exitCode).toBe(1);
    expect(documentOf(cut)).toMatchObject({
      verdict: 'failed',
      stopped: { reason: 'error-storm' },
      routes: [{ verdict: 'failing', latency: { count: 150, p95: { ms: expect.closeTo(20, 0) } } }],
    });
  });

  test('the clock of this machine jumps by hours: nothing changes', async () => {
    const jumped = await ran(load, [...here, '--json'], { server: steady, isJumping: true });
    expect(jumped.exitCode).toBe(0);
    expect(documentOf(jumped)).toMatchObject({
      sent: 300,
      routes: [{ latency: { p50: { ms: expect.closeTo(20, 0) }, p99: { ms: expect.closeTo(20, 0) } } }],
    });
  });
});

describe('PERF-1: journeys as scenarios, with weights', () => {
  const shop = `${manifest}journeys:
  - id: buy
    title: Buy
    steps:
      - { open: /, name: home, expect: { status: 200 } }
      - { request: POST /api/orders, name: order, expect: { status: 201 } }
`;
  const files = { 'launch.yaml': shop };
  const journey = ['--journey', 'buy', '--weight', 'quick=3', '--json'];

  test('one visitor of four walks the journey, each step with its own figures', async () => {
    const walked = await ran(load, [...here, ...journey], { server: steady, files });
    expect(documentOf(walked)).toMatchObject({
      verdict: 'good',
      routes: [
        { id: 'quick', sent: 225 },
        { id: 'buy', sent: 75, budgetMs: 1000, outcomes: { answered: 75 } },
      ],
      steps: [
        { journey: 'buy', step: 'home', walked: 75, failed: 0 },
        { journey: 'buy', step: 'order', walked: 75, failed: 0 },
      ],
    });
  });

  test('a step that fails fails the journey, and says which', async () => {
    const broken = await ran(load, [...here, ...journey], { server: steady, files, orderStatus: 500 });
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toContain('100 % of 75 requests failed: order: ');
  });

  test('a weight for nobody: exit 2', async () => {
    const wrong = ran(load, [...here, '--weight', 'quik=3'], { server: steady });
    await expect(wrong).rejects.toThrow('Did you mean quick?');
  });
});

describe('PERF-7: before and after', () => {
  const saved = async (server: Server): Promise<string> =>
    (await ran(load, [...here, '--json'], { server })).stdout;

  test('the same as the baseline: exit 0', async () => {
    const files = { 'base.json': await saved(steady) };
    const again = await ran(load, [...here, '--against', 'base.json'], { server: steady, files });
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('No change that counts')]);
  });

  test('within its budget, but twice as slow as before: exit 1', async () => {
    const files = { 'base.json': await saved(steady) };
    const slower = await ran(load, [...here, '--against', 'base.json'], {
      server: () => ({ tookMs: 45 }),
      files,
    });
    expect(slower.exitCode).toBe(1);
    expect(slower.stdout).toContain('1 of 1 route worse than before: quick, 125 % slower');
  });

  test('2 % of requests fail that did not before: exit 1', async () => {
    const files = { 'base.json': await saved(steady) };
    const server: Server = ({ count }) => ({ tookMs: 20, status: count % 50 === 0 ? 500 : 200 });
    const failing = await ran(load, [...here, '--against', 'base.json'], { server, files });
    expect([failing.exitCode, failing.stdout]).toEqual([
      1,
      expect.stringContaining('2 % of requests fail, 0 % before'),
    ]);
  });

  test.each([
    ['another rate', { 'base.json': '' }, ['--rate', '80'], 'rate was 50 before and is 80 now'],
    ['a file that is none', { 'base.json': '{}' }, [], 'it is not what launch-ready load --json prints'],
  ])('%s: exit 2 before anything is asked', async (_name, given, more, says) => {
    const files = { 'base.json': given['base.json'] === '' ? await saved(steady) : given['base.json'] };
    await expect(
      ran(load, [...here, ...more, '--against', 'base.json'], { server: steady, files }),
    ).rejects.toThrow(says);
  });

  test('two saved runs', async () => {
    const files = { 'a.json': await saved(steady), 'b.json': await saved(() => ({ tookMs: 60 })) };
    expect((await ran(compare, ['a.json', 'a.json'], { server: steady, files })).exitCode).toBe(0);
    const worse = await ran(compare, ['a.json', 'b.json'], { server: steady, files });
    expect([worse.exitCode, worse.stdout]).toEqual([1, expect.stringContaining('✗ quick: 200 % slower')]);
  });

  test('two running versions in turn, on a machine that gets slower all the while', async () => {
    const drift =
      (factor: number): Server =>
      ({ origin, count }) => ({
        tookMs: (20 + count / 40) * (origin.endsWith(':3001') ? factor : 1),
      });
    const both = [
      'http://127.0.0.1:3000',
      'http://127.0.0.1:3001',
      '--rate',
      '50',
      '--duration',
      '16',
      '--even',
    ];
    expect((await ran(compare, both, { server: drift(1) })).exitCode).toBe(0);
    const worse = await ran(compare, both, { server: drift(1.5) });
    expect([worse.exitCode, worse.stdout]).toEqual([1, expect.stringContaining('✗ quick: 50 % slower')]);
  });
});

test('PERF-2: load growth over a list that is scanned: linear, and over its budget at 800', async () => {
  const sizes = ['--sizes', '100,200,400,800', '--seed', 'make {size}', '--json'];
  let asked = 0;
  // 300 requests for each size.
  const server: Server = () => {
    const size = [100, 200, 400, 800][Math.floor(asked / 300)] ?? 800;
    asked += 1;
    return { tookMs: size * 0.5 };
  };
  const grown = await ran(growth, [...here, ...sizes], { server });
  expect(grown.exitCode).toBe(1);
  expect(documentOf(grown)).toMatchObject({
    routes: [{ id: 'quick', verdict: 'failed', growth: { class: 'linear', breaksAtSize: 601 } }],
  });
});

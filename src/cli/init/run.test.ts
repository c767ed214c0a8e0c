import { expect, test } from 'vitest';
import { fakeOutside, type FakeOutside } from '../../outside/fake/outside.ts';
import { ParsedOptions, type CommandContext } from '../command.ts';
import { run } from './run.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function init(outside: FakeOutside, words: readonly string[], options: object = {}): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
    cwd: '/shop',
    version: '0.0.0',
    signal: new AbortController().signal,
    openOutside: async () => ({ ...outside, [Symbol.asyncDispose]: async () => undefined }),
    ask: async () => null,
    readStdin: async () => '',
  };
  const input = {
    arguments: words,
    options: new ParsedOptions({ manifest: '/shop/launch.yaml', ...options }),
  };
  return { code: await run(context, input), stdout, stderr };
}

const folder = (files: Readonly<Record<string, string>> = {}): FakeOutside =>
  fakeOutside({ files: { '/shop/package.json': '{"name":"kiln"}', ...files } });

test('the manifest is written where it was not', async () => {
  const outside = folder();
  const { code, stdout, stderr } = await init(outside, ['https://Kiln.example/shop']);
  expect([code, stdout, stderr]).toEqual([
    0,
    '',
    'Written: /shop/launch.yaml\nRead it, answer its questions, then run: launch-ready audit\n',
  ]);
  expect(outside.files.all()['/shop/launch.yaml']).toContain('domain: kiln.example');
});

test('one that is there is kept', async () => {
  const outside = folder({ '/shop/launch.yaml': 'mine' });
  await expect(init(outside, ['kiln.example'])).rejects.toMatchObject({ code: 'LR_INIT_EXISTS' });
  expect(outside.files.all()['/shop/launch.yaml']).toBe('mine');
});

test('unless --force says otherwise', async () => {
  const outside = folder({ '/shop/launch.yaml': 'mine' });
  await init(outside, ['kiln.example'], { force: true });
  expect(outside.files.all()['/shop/launch.yaml']).toContain('version: 1');
});

test('--print and --json show it and write nothing, whatever is there', async () => {
  const outside = folder({ '/shop/launch.yaml': 'mine' });
  const printed = await init(outside, ['kiln.example'], { print: true, profile: 'booking' });
  expect(printed.stdout).toContain('profile: booking');
  const json = await init(outside, ['kiln.example'], { json: true });
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    product: { name: 'kiln', domain: 'kiln.example' },
  });
  expect(outside.files.all()['/shop/launch.yaml']).toBe('mine');
});

test('without a domain anywhere there is nothing to write about', async () => {
  await expect(init(folder(), [])).rejects.toMatchObject({ code: 'LR_INIT_NO_DOMAIN' });
});

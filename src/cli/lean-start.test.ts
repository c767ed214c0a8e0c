import { expect, test } from 'vitest';
import { leanStart } from './lean-start.ts';
import type { Begun } from './lean-start.ts';

const begun = (own: Partial<Begun>): Begun => ({
  typed: ['serve', '--port', '0'],
  execPath: '/usr/bin/node',
  execArgv: ['--no-warnings'],
  script: '/opt/launch-ready/main.js',
  env: { PATH: '/usr/bin', EMPTY: undefined },
  hasParentChannel: false,
  ...own,
});

test('a server begins anew once: the same words, what was set before stays, less memory kept by each thread', () => {
  const lean = leanStart(begun({}));
  expect(lean).toEqual({
    file: '/usr/bin/node',
    args: [
      '/usr/bin/node',
      '--no-warnings',
      '--v8-pool-size=1',
      '--expose-gc',
      '/opt/launch-ready/main.js',
      'serve',
      '--port',
      '0',
    ],
    env: {
      MALLOC_ARENA_MAX: '1',
      MALLOC_MMAP_THRESHOLD_: '65536',
      MALLOC_TRIM_THRESHOLD_: '131072',
      PATH: '/usr/bin',
    },
  });
  expect(leanStart(begun({ execArgv: (lean?.args ?? []).slice(1, 4) }))).toBeNull();
  expect(leanStart(begun({ env: { MALLOC_ARENA_MAX: '8' } }))?.env).toMatchObject({ MALLOC_ARENA_MAX: '8' });
});

test.each([
  ['a command of seconds', { typed: ['audit', 'shop.example'] }],
  ['no command', { typed: [] }],
  ['a question', { typed: ['serve', '--help'] }],
  ['a choice of the operator', { env: { NODE_OPTIONS: '--v8-pool-size=4' } }],
  ['a parent that talks to it', { hasParentChannel: true }],
] as const)('%s: goes on as it is', (_case, own) => {
  expect(leanStart(begun(own))).toBeNull();
});

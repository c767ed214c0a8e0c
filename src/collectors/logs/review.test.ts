import { expect, it } from 'vitest';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import collect from './review.ts';

const look = (files: Readonly<Record<string, string>>, logFiles?: readonly string[]) =>
  collect.collect({
    ...sampleContext(),
    inputs: {},
    outside: fakeOutside({ files }),
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false, ...(logFiles === undefined ? {} : { logFiles }) },
  });

it.each([
  ['no logs named', {}, undefined, { state: 'known', value: { files: [], problems: [], notLookedAt: [] } }],
  [
    'a log with a leak',
    { 'app.log': 'INFO [req-1a2b3c] mail to jane@shop.example' },
    ['app.log'],
    {
      state: 'known',
      value: { files: [{ path: 'app.log', lines: 1 }], problems: [{ rule: 'logs/personal-data', line: 1 }] },
    },
  ],
  [
    'one of two is missing',
    { 'a.log': 'x' },
    ['a.log', 'b.log'],
    { state: 'known', value: { notLookedAt: [expect.stringContaining('b.log')] } },
  ],
  ['none can be read', {}, ['b.log'], { state: 'unknown', remedy: 'check the paths given as --logs' }],
] as const)('AUD-8, logs for the audit: %s', async (_story, files, named, expected) => {
  expect(await look(files, named)).toMatchObject(expected);
});

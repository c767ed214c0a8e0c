import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openArchive } from './archive.ts';
import { parseBaseline } from './baseline.ts';
import { envNames, isEnvFile } from './env-file.ts';
import { ObjectReader } from './git-objects.ts';
import { isIgnored, parseIgnoreFile } from './ignore.ts';
import { patternReach } from './pattern-reach.ts';
import { redactSecrets } from './redact.ts';
import { fillTemplate } from './example.ts';
import { seededPick } from './seeded-pick-sample.ts';
import { verificationRequest, verifiedState } from './verification.ts';

const limits = { maxEntries: 10, maxEntryBytes: 1_000, maxTotalBytes: 5_000 };

it('archives: whatever the bytes, an answer within the limits', () => {
  const start = fc.constantFrom(
    [0x50, 0x4b, 3, 4],
    [0x1f, 0x8b, 8, 0],
    [...Buffer.from('x'.repeat(257) + 'ustar')],
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 2_000 }), (head, tail) => {
      const { entries } = openArchive(Buffer.concat([Buffer.from(head), tail]), limits);
      expect(entries.every(({ bytes }) => bytes.length <= limits.maxTotalBytes)).toBe(true);
    }),
    { seed: 11, numRuns: 300 },
  );
});

it('a small archive that unpacks to very much is told', () => {
  expect(openArchive(gzipSync(Buffer.alloc(100_000)), limits)).toEqual({
    entries: [],
    told: ['it unpacks to more than is read'],
  });
});

it.each([
  ['dist', 'dist', true, true],
  ['dist', 'a/dist', true, true],
  ['/dist', 'a/dist', true, false],
  ['dist/', 'dist', false, false],
  ['*.log', 'a/b.log', false, true],
  ['a/*.log', 'a/b/c.log', false, false],
  ['a/**/c', 'a/c', false, true],
  ['a/**/c', 'a/x/y/c', false, true],
  ['a/**', 'a/x', false, true],
  ['*.log\n!keep.log', 'keep.log', false, false],
  ['# comment', '# comment', false, false],
  [String.raw`\#file`, '#file', false, true],
  ['[ab].txt', 'b.txt', false, true],
  ['[!ab].txt', 'b.txt', false, false],
  ['file?', 'file1', false, true],
])('.gitignore %s: %s', (...row) => {
  const [pattern, path, isFolder, expected] = row;
  expect(isIgnored(path, isFolder, [parseIgnoreFile(pattern, '')])).toBe(expected);
});

it('.gitignore files never throw', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60, unit: fc.constantFrom(...'*?[]!/\\abc.#^-'.split('')) }),
      fc.string({ maxLength: 30 }),
      (pattern, path) => {
        expect(typeof isIgnored(path, false, [parseIgnoreFile(pattern, '')])).toBe('boolean');
      },
    ),
    { seed: 12, numRuns: 500 },
  );
});

it('git objects come whole however the stream is cut', () => {
  const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
  const bodies = ['', 'x\ny', 'blob 12\n'];
  const text = Buffer.from(
    ids.map((id, index) => `${id} blob ${bodies[index]?.length}\n${bodies[index]}\n`).join('') +
      'gone missing\n',
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (size) => {
      const read: string[] = [];
      const reader = new ObjectReader({
        begin: ({ id }) => void read.push(id[0] ?? ''),
        data: (chunk) => void read.push(Buffer.from(chunk).toString()),
        end: () => void read.push('|'),
      });
      for (let at = 0; at < text.length; at += size) reader.push(text.subarray(at, at + size));
      expect(read.join('')).toBe('a|bx\ny|cblob 12\n|');
    }),
    { seed: 13, numRuns: 60 },
  );
});

it('a pattern without an end is refused', () => {
  expect(() => patternReach(/ab+/)).toThrow('unbounded +');
  expect(patternReach(/(?<=x{3})a(?:bc|d{2,5})?[\]x]/)).toEqual({ ahead: 7, behind: 3 });
});

it('baselines: a damaged one is told, never thrown', () => {
  fc.assert(
    fc.property(fc.string(), (text) => typeof parseBaseline(text) === 'string'),
    { seed: 14, numRuns: 100 },
  );
});

it('env files: samples are not meant, references and empty values are no values', () => {
  expect(
    ['.env', 'a/.env.production', 'prod.env', '.env.example', '.env.test', 'test/.env', 'env.ts'].filter(
      isEnvFile,
    ),
  ).toEqual(['.env', 'a/.env.production', 'prod.env']);
  expect(envNames('A=1\nexport B="x"\nC=\nD=${A}\n# E=2\n')).toEqual(['A', 'B']);
});

it('logs are scrubbed (MON-8): kind and fingerprint stay, the secret does not', () => {
  const secret = fillTemplate('sk_live_{24b62}', seededPick(9));
  expect(redactSecrets(`größe key=${secret} ok`)).toMatch(
    /^größe key=\[stripe-live-secret [0-9a-f]{12}\] ok$/,
  );
  expect(redactSecrets('nothing here')).toBe('nothing here');
});

it('vendors are asked only where a harmless request is published; only a plain no counts as refused', () => {
  expect(verificationRequest('github-pat', 'x')).toEqual({
    url: 'https://api.github.com/user',
    headers: [['authorization', 'Bearer x']],
  });
  expect(verificationRequest('github-pat', 'a\r\nb: c')).toBeNull();
  expect(verificationRequest('private-key', 'x')).toBeNull();
  const said: readonly (readonly [number, string])[] = [
    [200, '{"login":"ann"}'],
    [401, '{"message":"Bad credentials"}'],
    [403, '{"message":"Resource not accessible by personal access token"}'],
    [403, '{"message":"API rate limit exceeded"}'],
    [401, '<h1>Proxy login</h1>'],
    [200, '<h1>Hotel</h1>'],
    [429, '{}'],
    [500, ''],
  ];
  expect(said.map(([status, body]) => verifiedState('github-pat', status, body))).toEqual([
    'works',
    'refused',
    'works',
    ...Array<string>(5).fill('unclear'),
  ]);
  expect([
    verifiedState('slack-bot-token', 200, '{"ok": true}'),
    verifiedState('slack-bot-token', 200, '{"ok":false,"error":"token_revoked"}'),
    verifiedState('slack-bot-token', 200, '{"ok":false,"error":"internal_error"}'),
  ]).toEqual(['works', 'refused', 'unclear']);
});

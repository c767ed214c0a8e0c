import { expect, it } from 'vitest';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { SecretHits } from '../../collectors/secrets/hits.ts';
import { scanContent } from '../../collectors/secrets/read-files.ts';
import { fillTemplate } from '../../protocols/secrets/example.ts';
import { seededPick } from '../../protocols/secrets/seeded-pick-sample.ts';
import { liveAddresses, liveUrl } from './live.ts';
import { verifyHits } from './verify.ts';

const github = fillTemplate('ghp_{30b62}{crc}', seededPick(1));
const pem = fillTemplate(
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEp{1590b64}\n-----END RSA PRIVATE KEY-----',
  seededPick(2),
);
const { signal } = new AbortController();

function hitsIn(text: string): SecretHits {
  const hits = new SecretHits();
  scanContent({ path: 'a.txt', bytes: Buffer.from(text, 'latin1'), now: 0 }, hits);
  return hits;
}

it('--verify asks where a harmless request is known and nowhere else (DEP-1)', async () => {
  const outside = fakeOutside({
    http: {
      'https://api.github.com/user': { status: 401, body: '{"message":"Bad credentials","status":"401"}' },
    },
  });
  const hits = hitsIn(`${github}\n${pem}`);
  expect(await verifyHits(hits.hits, { outside, signal, tell: (text) => hits.tell(text) })).toEqual([
    'refused',
    'not asked: no harmless request is known',
  ]);
});

it('a vendor that cannot be reached says nothing about the secret', async () => {
  const hits = hitsIn(github);
  const place = { outside: fakeOutside(), signal, tell: (text: string) => hits.tell(text) };
  expect(await verifyHits(hits.hits, place)).toEqual(['unclear']);
  expect(hits.told).toEqual([
    'api.github.com did not tell whether a secret works: the connection was refused',
  ]);
});

it('--live reads the page and its scripts, over redirects, and tells what it could not read (EDGE-10)', async () => {
  const hits = hitsIn(`${github}\n${pem}`);
  const outside = fakeOutside({
    http: {
      'https://shop.test/': { status: 301, headers: [['location', '/en']] },
      'https://shop.test/en': {
        status: 200,
        body: '<script src="/app.js"></script><script src="/gone.js"></script><script src="data:,x"></script>',
      },
      'https://shop.test/app.js': { status: 200, body: `var t="${github}"` },
      'https://shop.test/gone.js': { status: 404 },
    },
  });
  const live = await liveAddresses(hits.hits, ['https://shop.test/'], { outside, signal, hits });
  expect(live).toEqual([['https://shop.test/app.js'], []]);
  expect(hits.told).toEqual(['https://shop.test/gone.js answered 404']);
});

it.each([
  ['shop.test', 'https://shop.test/'],
  ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
  ['https://shop.test/en', 'https://shop.test/en'],
])('--live %s is taken as %s', (given, url) => expect(liveUrl(given)).toBe(url));

it.each(['notaurl', '', 'ftp://shop.test/', 'https://'])(
  '--live %j is a mistake, told before anything is looked at',
  (given) => expect(() => liveUrl(given)).toThrow(/is no address of a page/),
);

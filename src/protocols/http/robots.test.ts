import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressShape, isRepeating, pageAddress } from './page-address.ts';
import { recognisedCdn } from './cdn.ts';
import { isAllowedByRobots, readRobots } from './robots.ts';

const may = (text: string, path: string, agent = 'launch-ready'): boolean =>
  isAllowedByRobots(readRobots(text), agent, path);

describe('robots.txt (RFC 9309)', () => {
  it.each([
    ['User-agent: *\nDisallow: /', '/a', false],
    ['User-agent: *\nDisallow: /', '/robots.txt', true],
    ['User-agent: *\nDisallow:', '/a', true],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['User-agent: *\nDisallow: /a*c$', '/abbc', false],
    ['User-agent: *\nDisallow: /a*c$', '/abbcd', true],
    ['User-agent: *\nDisallow: /*.php', '/x/y.php?z', false],
    ['User-agent: other\nDisallow: /', '/a', true],
    ['User-agent: launch-ready\nDisallow: /a\n\nUser-agent: *\nDisallow: /', '/b', true],
    ['User-agent: x\nUser-agent: *\nDisallow: /a', '/a', false],
    ['Disallow: /', '/a', true],
  ])('%j, %s: %s', (text, path, expected) => {
    expect(may(text, path)).toBe(expected);
  });

  it('reads anything, names sitemaps, and matches in bounded time', () => {
    expect(readRobots('Sitemap: https://a.test/s.xml').sitemaps).toEqual(['https://a.test/s.xml']);
    expect(may(`User-agent: *\nDisallow: /${'*a'.repeat(900)}b`, `/${'a'.repeat(1900)}`)).toBe(true);
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, path) => void may(text, `/${path}`)),
      { seed: 9309 },
    );
  });
});

describe('addresses of a crawl', () => {
  it.each([
    ['/a/../b#c', 'https://a.test/b'],
    ['HTTPS://A.test:443/%7Euser', 'https://a.test/~user'],
    ['https://user:secret@a.test/', 'https://a.test/'],
    ['mailto:a@a.test', null],
    ['javascript:alert(1)', null],
    [`/${'a'.repeat(3000)}`, null],
    ['http://[', null],
  ])('%s: %s', (reference, expected) => {
    expect(pageAddress(reference, 'https://a.test/')).toBe(expected);
  });

  it('calendars and mazes have one shape', () => {
    expect(addressShape('https://a.test/cal/2026/11?d=22&m=3')).toBe(
      addressShape('https://a.test/cal/1999/1?m=1&d=2'),
    );
    expect(isRepeating('https://a.test/a/b/a/b/a/b/a/b')).toBe(true);
    expect(isRepeating('https://a.test/a/b/c')).toBe(false);
  });

  it('settling an address twice changes nothing', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = pageAddress(url, 'https://a.test/');
        expect(once === null ? null : pageAddress(once, 'https://b.test/')).toBe(once);
      }),
      { seed: 3986 },
    );
  });
});

it.each([
  ['cf-ray', '8f1-HAM', 'Cloudflare'],
  ['via', '1.1 abc.cloudfront.net (CloudFront)', 'Amazon CloudFront'],
  ['x-served-by', 'cache-fra-1', 'Fastly'],
  ['server', 'nginx', undefined],
])('the edge behind %s: %s is %s', (name, value, expected) => {
  expect(recognisedCdn([[name, value]])?.name).toBe(expected);
});

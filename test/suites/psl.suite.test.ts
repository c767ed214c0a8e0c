import { describe, expect, it } from 'vitest';
import { publicSuffix, registrableDomain } from '../../src/protocols/dns/name.ts';

/** The Public Suffix List is used through `tldts`: what our own words make of its kinds of rules. */
const rows: readonly (readonly [name: string, registrable: string | null, suffix: string])[] = [
  ['example.com', 'example.com', 'com'],
  ['a.b.example.com', 'example.com', 'com'],
  ['com', null, 'com'],
  ['example.co.uk', 'example.co.uk', 'co.uk'],
  ['co.uk', null, 'co.uk'],
  ['www.city.kobe.jp', 'city.kobe.jp', 'kobe.jp'],
  ['a.b.c.kobe.jp', 'b.c.kobe.jp', 'c.kobe.jp'],
  ['www.ck', 'www.ck', 'ck'],
  ['shop.example.ck', 'shop.example.ck', 'example.ck'],
  ['shop.github.io', 'shop.github.io', 'github.io'],
  ['shop.vercel.app', 'shop.vercel.app', 'vercel.app'],
  ['xn--85x722f.com.cn', 'xn--85x722f.com.cn', 'com.cn'],
  ['shop.unlisted', 'shop.unlisted', 'unlisted'],
];

describe('Public Suffix List', () => {
  it('ordinary, wildcard, exception, private and unlisted rules', () => {
    const wrong = rows.filter(
      ([name, registrable, suffix]) =>
        registrableDomain(name) !== registrable || publicSuffix(name) !== suffix,
    );
    process.stdout.write(`psl ${rows.length - wrong.length}/${rows.length}\n`);
    expect(wrong).toEqual([]);
  });
});

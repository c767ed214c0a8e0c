import { describe, expect, it, test } from 'vitest';
import { Redaction } from './redaction.ts';

describe('what a journey shows', () => {
  const hide = new Redaction();
  hide.learn('p@ss word/7', 'env:TEST_PASSWORD');
  hide.learn('abc', 'env:SHORT');
  test.each([
    ['typed p@ss word/7 here', 'typed [env:TEST_PASSWORD] here'],
    ['in a form: p%40ss%20word%2F7', 'in a form: [env:TEST_PASSWORD]'],
    [`in base64: ${Buffer.from('p@ss word/7').toString('base64')}`, 'in base64: [env:TEST_PASSWORD]'],
    ['abc is too short to tear texts apart', 'abc is too short to tear texts apart'],
  ])('%s', (text, shown) => {
    expect(hide.text(text)).toBe(shown);
  });

  test.each([
    [
      'https://shop.example/verify?token=t0ken-t0ken&next=/a',
      'https://shop.example/verify?token=***&next=%2Fa',
    ],
    ['https://shop.example/orders/7?key=k', 'https://shop.example/orders/7?key=***'],
    ['https://shop.example/search?q=lamp&page=2', 'https://shop.example/search?q=lamp&page=2'],
    ['https://user:hunter2@shop.example/', 'https://user:***@shop.example/'],
    ['not an address', 'not an address'],
  ])('links of mails open doors: %s', (url, shown) => {
    expect(hide.url(url)).toBe(shown);
  });

  it('a secret that is the beginning of another leaves no tail', () => {
    const both = new Redaction();
    both.learn('secret', 'env:A');
    both.learn('secret-and-more', 'env:B');
    expect(both.text('x secret-and-more y secret')).toBe('x [env:B] y [env:A]');
  });
});

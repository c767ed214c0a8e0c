import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formsOf, linksOf, metaContent, selected, visibleText } from './read-page.ts';

const url = 'https://shop.example/cart?x=1#top';

describe('forms as a browser would send them', () => {
  test.each([
    [
      'hidden fields, defaults and the chosen option; buttons and files are not sent',
      '<form action="/buy" method="post"><input type=hidden name=csrf value=abc><input name=email value="a@b.example"><select name=size><option value=s>S<option value=m selected>M</select><input type=submit name=go value=1><input type=file name=f></form>',
      {
        action: 'https://shop.example/buy',
        method: 'POST',
        fields: { csrf: 'abc', email: 'a@b.example', size: 'm' },
      },
    ],
    [
      'ticked boxes only, "on" where they have no value; disabled fields stay out',
      '<form method=POST action=/x><input type=checkbox name=a><input type=checkbox name=b checked><input type=radio name=c value=1><input type=radio name=c value=2 checked><input name=d value=1 disabled></form>',
      { action: 'https://shop.example/x', method: 'POST', fields: { b: 'on', c: '2' } },
    ],
    [
      'without an action it leads to the page itself; a field elsewhere belongs to it by its form attribute',
      '<form id=f><input name=q value=1></form><input form=f name=r value=2><textarea form=f name=t>\nhello</textarea>',
      { action: 'https://shop.example/cart?x=1', method: 'GET', fields: { q: '1', r: '2', t: 'hello' } },
    ],
    [
      'the base element counts',
      '<base href="https://other.example/a/"><form action="b" method=post></form>',
      { action: 'https://other.example/a/b', method: 'POST', fields: {} },
    ],
  ])('%s', (_what, html, form) => {
    expect(formsOf({ url, html })).toEqual([form]);
  });
});

describe('what a person reads', () => {
  test.each([
    ['<p><b>89</b>.00 EUR</p>', '89.00 EUR'],
    ['<p>one</p><p>two</p>', 'one two'],
    ['<script>let hidden</script><style>p{}</style>shown &amp; told', 'shown & told'],
    ['<title>Shop</title><body>  many\n\n spaces </body>', 'Shop many spaces'],
  ])('%s', (html, text) => {
    expect(visibleText(html)).toBe(text);
  });

  it('links are absolute, and only those of the web', () => {
    const html = '<a href="/a">A <i>b</i></a><a href="mailto:x@y.example">m</a><a href="javascript:x">j</a>';
    expect(linksOf({ url, html })).toEqual([{ url: 'https://shop.example/a', text: 'A b' }]);
  });

  test.each([
    ['#order', '<p id=order> 12 </p>', '12'],
    ['input[name=csrf]@value', '<input name=csrf value=t>', 't'],
    ['input[name=csrf]', '<input name=csrf value=t>', 't'],
    ['a.next@href', '<a class=next href="/2">', '/2'],
    ['#gone', '<p>', null],
    ['a[[[', '<a>', null],
  ])('selector %s in %s', (selector, html, value) => {
    expect(selected(html, selector)).toBe(value);
  });

  it('the token of a meta element', () => {
    expect(metaContent('<meta name="csrf-token" content="xyz">', 'csrf-token')).toBe('xyz');
  });
});

test('whatever comes as a page is read without throwing, and bounded', () => {
  const piece = fc.constantFrom(
    '<form',
    '<input name=a',
    '>',
    '</form>',
    '<a href="',
    '"',
    '&#x0;',
    '\ud800',
    '<p>',
    'x',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (parts) => {
      const html = parts.join('');
      expect(formsOf({ url, html }).length).toBeLessThanOrEqual(50);
      expect(linksOf({ url, html }).length).toBeLessThanOrEqual(2_000);
      expect(visibleText(html).length).toBeLessThanOrEqual(200_000);
      selected(html, parts[0] ?? '');
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('a page of nothing but opening tags is read to where it gets lost, and at once', () => {
  const html = `<title>Shop</title><form action="/buy"></form>${'<b><i>'.repeat(200_000)}<a href="/deep">x</a>`;
  expect(formsOf({ url, html }).map(({ action }) => action)).toEqual(['https://shop.example/buy']);
  expect(linksOf({ url, html })).toEqual([]);
});

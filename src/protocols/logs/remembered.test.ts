import { expect, it } from 'vitest';
import { remembered } from './remembered.ts';

it('a text is worked out once, a long one each time, and the memory is emptied when it is full', () => {
  const asked: string[] = [];
  const lengthOf = remembered((text) => {
    asked.push(text);
    return text.length;
  });
  const long = 'x'.repeat(301);
  expect([lengthOf('shop'), lengthOf('shop'), lengthOf(long), lengthOf(long)]).toEqual([4, 4, 301, 301]);
  expect(asked).toEqual(['shop', long, long]);
  for (let at = 0; at < 4_000; at += 1) lengthOf(`name-${at}`);
  lengthOf('shop');
  expect(asked.filter((text) => text === 'shop')).toEqual(['shop', 'shop']);
});

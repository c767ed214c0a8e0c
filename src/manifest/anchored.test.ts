import { expect, test } from 'vitest';
import { parseManifest } from './parse.ts';

const text = `version: 1
product: { name: Shop, domain: shop.example }
profile: waitlist
dataStores:
  - { id: main, kind: postgres, url: 'file:keys/database' }
`;

test.each([
  ['launch.yaml', 'file:keys/database'],
  ['products/shop/launch.yaml', 'file:products/shop/keys/database'],
  ['/srv/shop/launch.yaml', 'file:/srv/shop/keys/database'],
])('a reference in %s begins in its folder', (fileName, expected) => {
  const { manifest, problems } = parseManifest(text, fileName);
  expect(problems).toEqual([]);
  expect(manifest?.dataStores[0]?.url).toBe(expected);
});

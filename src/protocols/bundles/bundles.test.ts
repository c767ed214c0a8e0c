import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkAddresses, localAddresses, readSourceMap, sourceMapReference } from './script-references.ts';

const script = 'https://shop.test/assets/index-9f2c1e7a.js';

// EDGE-8, EDGE-10 and DEP-2: what a bundle leads to.
describe('further scripts of a bundle', () => {
  it.each([
    [
      'Vite',
      script,
      'import("./Cart-a1b2c3d4.js");__deps=["assets/vendor-ff00aa11.js"]',
      ['https://shop.test/assets/Cart-a1b2c3d4.js', 'https://shop.test/assets/vendor-ff00aa11.js'],
    ],
    [
      'Next.js',
      'https://shop.test/_next/static/b/_buildManifest.js',
      '{"/":["static/chunks/pages/index-5d3b.js"]}',
      ['https://shop.test/_next/static/chunks/pages/index-5d3b.js'],
    ],
    [
      'a root',
      script,
      'x="/static/js/787.1a2b3c4d.chunk.js"',
      ['https://shop.test/static/js/787.1a2b3c4d.chunk.js'],
    ],
    [
      'names of libraries and other sites are none',
      script,
      '"lodash.js","https://cdn.test/a-1234567.js","//x.test/a-1234567.js"',
      [],
    ],
    ['itself', script, '"./index-9f2c1e7a.js"', []],
  ])('%s', (_, url, text, found) => {
    expect(chunkAddresses(text, url, 10)).toEqual(found);
  });

  it('no more than asked for', () => {
    const text = Array.from({ length: 500 }, (_, index) => `"./c-${index}abcdef.js"`).join(',');
    expect(chunkAddresses(text, script, 40)).toHaveLength(40);
  });
});

describe('source maps', () => {
  it.each([
    ['a()\n//# sourceMappingURL=index.js.map', 'index.js.map'],
    ['a()\n//@ sourceMappingURL=/maps/index.js.map\n\n', '/maps/index.js.map'],
    ['a{}\n/*# sourceMappingURL=a.css.map */', 'a.css.map'],
    ['x="//# sourceMappingURL=fake.map";a()', null],
    ['a()', null],
  ])('%j points to %s', (text, reference) => {
    expect(sourceMapReference(text)).toBe(reference);
  });

  it.each([
    [
      'own text',
      {
        version: 3,
        mappings: 'AAAA',
        sources: ['src/pay.ts', 'node_modules/a/b.js'],
        sourcesContent: ['x', 'y'],
      },
      { sources: 2, ownWithText: ['src/pay.ts'] },
    ],
    ['no text', { version: 3, mappings: 'AAAA', sources: ['src/pay.ts'] }, { sources: 1, ownWithText: [] }],
    [
      'libraries only',
      { version: 3, mappings: '', sources: ['../node_modules/a.js'], sourcesContent: ['y'] },
      { sources: 1, ownWithText: [] },
    ],
    ['something else', { version: 3 }, null],
    ['a list', [], null],
  ])('%s', (_, map, view) => {
    expect(readSourceMap(JSON.stringify(map))).toEqual(view);
  });

  it('what is no JSON is no map, and nothing throws', () => {
    expect(readSourceMap('<!doctype html>')).toBeNull();
    expect(readSourceMap(`)]}'\n{"mappings":"","sources":[]}`)).toEqual({ sources: 0, ownWithText: [] });
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        readSourceMap(text);
        sourceMapReference(text);
        localAddresses(text);
        chunkAddresses(text, script, 5);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('addresses only a developer has', () => {
  it.each([
    ['{baseURL:"http://localhost:3000/api"}', ['http://localhost:3000']],
    ['const API_URL="http://192.168.1.20:8080"', ['http://192.168.1.20:8080']],
    ['new URL(path,"http://localhost")', []],
    ['url:e||"http://localhost:4000"', []],
    ['if(location.hostname==="localhost")', []],
    ['apiUrl:"https://api.shop.test"', []],
  ])('%s', (text, found) => {
    expect(localAddresses(text)).toEqual(found);
  });
});

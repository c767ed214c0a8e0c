import { describe, expect, it } from 'vitest';
import { sampleAsset, sampleAssets, sampleSilentAssets } from '../../facts/cache/reading/sample.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import type { Asset } from '../../facts/cache/assets.ts';
import assetHit from './asset-hit.ts';
import conditional from './conditional-requests.ts';
import hashed from './hashed-asset-lifetime.ts';
import unhashed from './unhashed-asset-lifetime.ts';

// EDGE-7: files of the pages, asked twice.
const checks = { assetHit, conditional, hashed, unhashed } as const;
const url = 'https://shop.test';
const year = 'cache-control: public, max-age=31536000, immutable';
const minutes = 'cache-control: public, max-age=300';
const named = '/assets/app-4f8a91c2d0.js';

const rows: readonly (readonly [keyof typeof checks, string, Asset, object])[] = [
  ['hashed', 'a year', sampleAsset(named, [year]), { outcome: 'pass', found: 'all 1 are kept for a year' }],
  [
    'hashed',
    'asked every time',
    sampleAsset(named, ['cache-control: no-cache']),
    { outcome: 'fail', found: `${url}${named}: is asked for on every visit` },
  ],
  [
    'hashed',
    'half a year is little harm',
    sampleAsset(named, ['cache-control: max-age=15000000']),
    { outcome: 'fail', severity: 'low' },
  ],
  ['hashed', 'names of Vite', sampleAsset('/assets/index-CJ3kx92d.js', [minutes]), { outcome: 'fail' }],
  [
    'hashed',
    'no hash in a long word',
    sampleAsset('/assets/application-settings.js', [minutes]),
    { outcome: 'notApplicable' },
  ],
  ['unhashed', 'minutes', sampleAsset('/app.js', [minutes]), { outcome: 'pass' }],
  [
    'unhashed',
    'a year',
    sampleAsset('/app.js', [year]),
    { outcome: 'fail', found: `${url}/app.js: stays for 365 days under the same name` },
  ],
  [
    'unhashed',
    'a picture for a month',
    sampleAsset('/pier.jpg', ['cache-control: max-age=2592000'], { kind: 'image' }),
    { outcome: 'pass' },
  ],
  [
    'unhashed',
    'a version in the query',
    sampleAsset('/app.js?v=4f8a91c2', [year]),
    { outcome: 'notApplicable' },
  ],
  [
    'assetHit',
    'a hit',
    sampleAsset(named, [year], { said: 'cache-status: edge; hit; ttl=300' }),
    { outcome: 'pass' },
  ],
  [
    'assetHit',
    'Cloudflare passes it through',
    sampleAsset(named, [year], { said: 'cf-cache-status: DYNAMIC' }),
    { outcome: 'fail', found: `${url}${named}: asked twice: cf-cache-status: DYNAMIC`, confidence: 'likely' },
  ],
  [
    'assetHit',
    'a miss again',
    sampleAsset(named, [year], { said: 'x-cache: Miss from cloudfront' }),
    { outcome: 'fail' },
  ],
  ['assetHit', 'no cache speaks', sampleAsset(named, [year]), { outcome: 'notApplicable' }],
  [
    'assetHit',
    'not meant to be kept',
    sampleAsset(named, ['cache-control: no-store'], { said: 'x-cache: MISS' }),
    { outcome: 'notApplicable' },
  ],
  [
    'conditional',
    '304',
    sampleAsset('/app.js', ['etag: "a"'], { conditionalStatus: 304 }),
    { outcome: 'pass' },
  ],
  [
    'conditional',
    'whole again',
    sampleAsset('/app.js', ['etag: "a"'], { conditionalStatus: 200 }),
    { outcome: 'fail', found: `${url}/app.js: is sent whole although the visitor has it` },
  ],
  [
    'conditional',
    'no validator',
    sampleAsset('/app.js', []),
    { outcome: 'fail', found: `${url}/app.js: neither ETag nor Last-Modified` },
  ],
  ['conditional', 'hashed names need none', sampleAsset(named, [year]), { outcome: 'notApplicable' }],
];

describe('assets', () => {
  it.each(rows)('%s: %s', (...[name, , asset, expected]) => {
    expect(checks[name].judge({ assets: sampleAssets(asset) }, samplePageContext())).toMatchObject(expected);
  });

  it.each(Object.entries(checks))(
    '%s: assets that do not answer are unknown, none are nothing to judge',
    (_name, each) => {
      expect(each.judge({ assets: sampleSilentAssets }, samplePageContext())).toEqual({
        outcome: 'unknown',
        missing: `what ${url}/app.js answers: timed out`,
        remedy: `curl -sSI '${url}/app.js'`,
      });
      expect(each.judge({ assets: sampleAssets() }, samplePageContext()).outcome).toBe('notApplicable');
    },
  );
});

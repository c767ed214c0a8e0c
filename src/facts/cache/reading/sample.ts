import { fieldsOf } from '../../pages/reading/sample.ts';
import type { Asset, Assets } from '../assets.ts';
import type { CacheProbe, CacheProbes } from '../probes.ts';

const host = 'https://shop.test';

/** An asset for tests; fields as `name: value` lines, the second answer with `second` added. */
export function sampleAsset(
  path: string,
  lines: readonly string[],
  over: Partial<Asset> & { readonly said?: string } = {},
): Asset {
  const { said, ...rest } = over;
  const answer = { status: 200, fields: fieldsOf(lines), bodyBytes: 900, wireBytes: 900 };
  const second = said === undefined ? answer : { ...answer, fields: [...answer.fields, ...fieldsOf([said])] };
  return {
    url: `${host}${path}`,
    kind: 'script',
    page: `${host}/`,
    first: answer,
    second,
    conditionalStatus: null,
    loads: [],
    ...rest,
  };
}

export const sampleAssets = (...assets: readonly Asset[]): Assets => ({
  assets: [...assets],
  failures: [],
  leftOut: 0,
});
export const sampleSilentAssets: Assets = {
  assets: [],
  failures: [{ url: `${host}/app.js`, message: 'timed out' }],
  leftOut: 0,
};

export const sampleProbe = (path: string, status: number, lines: readonly string[] = []): CacheProbe => ({
  url: path.startsWith('http') ? path : `${host}${path}`,
  status,
  fields: fieldsOf(lines),
});

export const sampleProbes = (over: Partial<Extract<CacheProbes, { isAsked: true }>> = {}): CacheProbes => ({
  isAsked: true,
  missingPage: null,
  missingAsset: null,
  redirects: [],
  deceptions: [],
  ...over,
});

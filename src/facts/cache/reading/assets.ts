import { notApplicable, unknown } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import type { Asset, Assets } from '../assets.ts';

/** An asset that is there, with its first answer. */
export interface GoodAsset {
  readonly url: string;
  readonly kind: string;
  readonly status: number;
  readonly fields: Asset['first']['fields'];
  readonly asset: Asset;
}

/** Lets a judgement through to the assets that are there, or says what is missing. */
export function onAssets(assets: Assets, judge: (good: readonly GoodAsset[]) => Verdict): Verdict {
  const good = assets.assets
    .filter((asset) => asset.first.status === 200)
    .map((asset) => ({ ...asset.first, url: asset.url, kind: asset.kind, asset }));
  if (good.length > 0) return judge(good);
  const [failure] = assets.failures;
  if (failure === undefined) return notApplicable('the sampled pages load nothing from this host');
  return unknown(`what ${failure.url} answers: ${failure.message}`, `curl -sSI '${failure.url}'`);
}

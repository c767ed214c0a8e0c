import type { Fact } from '../../../model/fact.ts';
import type { DoneCrawl } from '../../pages/crawl.ts';
import type { Assets } from '../assets.ts';
import type { Answered } from './answers.ts';

/** Everything that was answered: the sampled pages, and the assets when they are known. */
export const answersOf = (done: DoneCrawl, assets: Fact<Assets>): readonly Answered[] => [
  ...done.pages,
  ...(assets.state === 'known' ? assets.value.assets.map(({ url, first }) => ({ url, ...first })) : []),
];

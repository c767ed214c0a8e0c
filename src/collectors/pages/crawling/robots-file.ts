import type { DoneCrawl } from '../../../facts/pages/crawl.ts';
import { fieldValues, mediaType } from '../../../protocols/http/fields.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { readRobots } from '../../../protocols/http/robots.ts';
import type { Robots } from '../../../protocols/http/robots.ts';
import { ask, bodyText } from './asking.ts';
import type { Asking } from './asking.ts';

export interface FoundRobots {
  readonly rules: Robots;
  readonly told: Omit<DoneCrawl['robots'], 'left'>;
  /** Servers that fail to answer it want nobody in (RFC 9309 section 2.3.1.4). */
  readonly isClosed: boolean;
}

const maxBytes = 512_000; // RFC 9309 section 2.5
const maxHops = 5; // RFC 9309 section 2.3.1.2
const keptText = 20_000;
const noRules: Robots = { groups: [], sitemaps: [] };

/** robots.txt of an origin: found, missing (anything goes, section 2.3.1.3) or out of reach (nothing goes). */
export async function findRobots(asking: Asking, start: string): Promise<FoundRobots> {
  let url = new URL('/robots.txt', start).href;
  for (let hop = 0; hop <= maxHops; hop++) {
    const answer = await ask(asking, url, { maxBodyBytes: maxBytes });
    if (!answer.ok) return { rules: noRules, told: toldOf(null), isClosed: true };
    const { status, headers } = answer.value;
    const [location = ''] = fieldValues(headers, 'location');
    if (isRedirect(status) && URL.canParse(location, url)) {
      url = new URL(location, url).href;
      continue;
    }
    if (status !== 200) return { rules: noRules, told: toldOf(status), isClosed: status >= 500 };
    const text = bodyText(answer.value);
    const rules = readRobots(text);
    return {
      rules,
      told: {
        status,
        sitemaps: [...rules.sitemaps],
        text: text.slice(0, keptText),
        mediaType: mediaType(headers),
      },
      isClosed: false,
    };
  }
  // More hops than five count as missing (RFC 9309 section 2.3.1.2).
  return { rules: noRules, told: toldOf(302), isClosed: false };
}

const toldOf = (status: number | null): FoundRobots['told'] => ({
  status,
  sitemaps: [],
  text: '',
  mediaType: '',
});

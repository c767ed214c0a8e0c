import type { Json } from '../../model/json.ts';
import type {
  BrowserDoor,
  BrowserLog,
  BrowserVisit,
  LighthouseOptions,
  VisitOptions,
} from '../../model/outside-browser.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

/** What a fake visit shows: pages by address, each with its answers; anything not given fails as an absent element does. */
export interface FakeBrowserPage {
  readonly status?: number;
  /** Where the visitor ends; default the address itself. */
  readonly endsAt?: string;
  readonly title?: string;
  /** By selector; the empty key is the whole page. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Where a click on a selector, or a pressed key, leads. */
  readonly leads?: Readonly<Record<string, string>>;
  /** By expression; `*` is any other. */
  readonly values?: Readonly<Record<string, Json>>;
  readonly log?: Partial<BrowserLog>;
}
export interface FakeBrowser {
  readonly pages?: Readonly<Record<string, FakeBrowserPage>>;
  readonly lighthouse?: (options: LighthouseOptions) => Result<Json>;
}

const emptyLog: BrowserLog = { exchanges: [], messages: [], errors: [], mixedContent: [], isCut: false };
/** A PNG of one transparent pixel. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

export interface FakeBrowserDoor extends BrowserDoor {
  /** Every visit opened, and what was typed, clicked and opened in it, in order. */
  readonly visits: readonly { readonly options: VisitOptions; readonly done: readonly string[] }[];
}

/** Without a table there is no browser on this machine. */
export function createFakeBrowser(given?: FakeBrowser): FakeBrowserDoor {
  const visits: { options: VisitOptions; done: string[] }[] = [];
  const missing = failure('not-found', 'No Chromium was found');
  return {
    visits,
    find: async () => (given === undefined ? missing : ok({ path: '/usr/bin/chromium' })),
    visit: async (options) => {
      if (given === undefined) return missing;
      const done: string[] = [];
      visits.push({ options, done });
      return ok(fakeVisit(given.pages ?? {}, done));
    },
    lighthouse: async (options) => given?.lighthouse?.(options) ?? missing,
  };
}

function fakeVisit(pages: Readonly<Record<string, FakeBrowserPage>>, done: string[]): BrowserVisit {
  let at = 'about:blank';
  let page: FakeBrowserPage = {};
  const go = (url: string): Result<{ url: string; status: number | null }> => {
    const found = pages[url];
    if (found === undefined) return failure('refused', `Opening ${url}: nothing answers there`);
    page = found;
    at = found.endsAt ?? url;
    return ok({ url: at, status: found.status ?? 200 });
  };
  return {
    goto: async (url) => {
      done.push(`goto ${url}`);
      return go(url);
    },
    act: async (input) => {
      const what = input.kind === 'press' ? input.key : input.selector;
      done.push(`${input.kind} ${what}${'value' in input ? ` ${input.value}` : ''}`);
      const isThere = input.kind === 'press' || what in (page.texts ?? {}) || what in (page.leads ?? {});
      if (!isThere) return failure('timed-out', `${input.kind} ${what}: there is no such element`);
      const leads = page.leads?.[what];
      if (leads === undefined) return ok(null);
      const led = go(new URL(leads, at).href);
      return led.ok ? ok(null) : led;
    },
    place: async () => ok({ url: at, title: page.title ?? '' }),
    text: async (selector) => {
      const text = page.texts?.[selector ?? ''];
      return text === undefined ? failure('timed-out', `There is no ${selector ?? 'page'}`) : ok(text);
    },
    isVisible: async (selector) => ok(selector in (page.texts ?? {})),
    screenshot: async () => ok(pixel),
    evaluate: async (expression) => ok(page.values?.[expression] ?? page.values?.['*'] ?? null),
    log: () => ({ ...emptyLog, ...page.log }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

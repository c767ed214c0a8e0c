import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Assets } from './assets.ts';
import type { AppDeps } from './deps.ts';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageInput {
  readonly title: string;
  readonly description?: string;
  /** Path on the canonical host; null: no canonical address, not for search engines. */
  readonly path: string | null;
  readonly body: Markup;
}

export type RenderPage = (page: PageInput) => Markup;

/** @param origin where links of the page's frame lead: empty for the market itself, its origin on other hosts */
export function createLayout(deps: AppDeps, assets: Assets, origin = ''): RenderPage {
  return ({ title, description, path, body }) =>
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${path === '/' ? title : `${title} · Harbor Market`}</title>
          <meta name="description" content="${description ?? usualText}" />
          ${searchTags(deps, path, { title, picture: assets.share.path, text: description ?? usualText })}
          <link rel="icon" href="${assets.logo.path}" type="image/svg+xml" />
          <link rel="stylesheet" href="${assets.style.path}" />
          <script src="${assets.script.path}" defer></script>
          ${raw(deps.plan.extraHead)}
        </head>
        <body>
          <header>
            <nav aria-label="Main">
              <a href="${origin}/">Harbor Market</a>
              <a href="${origin}/listings">Listings</a>
              <a href="${origin}/community">Community</a>
              <a href="${origin}/members">Members</a>
              <a href="${origin}/cart">Cart</a>
              <a href="${origin}/account">Account</a>
            </nav>
          </header>
          <main>
            <h1>${title}</h1>
            ${body}
          </main>
          <footer>
            <p>
              <a href="${origin}/about">About and contact</a> · <a href="${origin}/privacy">Privacy</a> ·
              <a href="${origin}/terms">Terms</a>
            </p>
          </footer>
        </body>
      </html> `;
}

const usualText = 'Things and hours from people of the harbour, sold by themselves.';

function searchTags(
  deps: AppDeps,
  path: string | null,
  shown: { readonly title: string; readonly text: string; readonly picture: string },
): Markup {
  if (path === null || !deps.plan.isIndexed) return html`<meta name="robots" content="noindex" />`;
  const url = `${deps.plan.canonicalOrigin}${path}`;
  return html`<link rel="canonical" href="${url}" />
    <meta property="og:title" content="${shown.title}" />
    <meta property="og:description" content="${shown.text}" />
    <meta property="og:image" content="${deps.plan.canonicalOrigin}${shown.picture}" />
    <meta property="og:type" content="website" />
    <meta property="og:url" content="${url}" />`;
}

/** `89.00 EUR` */
export const money = (cents: number): string => `${(cents / 100).toFixed(2)} EUR`;

import { html } from 'hono/html';
import type { Markup } from '../status/status-html.ts';

/** Around the public tools: the look of the status page, nobody's brand. */
export const toolFrame = (own: { readonly title: string; readonly body: Markup }): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${own.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/status/style.css" />
      </head>
      <body>
        <header>
          <p class="brand"><a href="/tools">Launch tools</a></p>
        </header>
        <main>${own.body}</main>
        <footer>
          <p class="muted small">
            Looks from outside, as any visitor could. Nothing is changed, nothing is kept longer than an hour.
          </p>
        </footer>
      </body>
    </html>`;

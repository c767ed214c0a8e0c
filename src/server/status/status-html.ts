import { html } from 'hono/html';
import type { UnixMs } from '../../model/brand.ts';
import type { ShownState } from '../contract.ts';
import type { StatusData, StatusIncident, StatusLine } from './status-data.ts';

/** Markup whose holes were escaped by `html`. */
export type Markup = ReturnType<typeof html>;

const words: Readonly<Record<ShownState, string>> = {
  up: 'works',
  degraded: 'slow',
  down: 'does not work',
  unknown: 'not known',
  paused: 'not watched',
};
/** Colour, shape and word: circle, triangle, square, ring. */
const shapes: Readonly<Record<ShownState, string>> = {
  up: '●',
  degraded: '▲',
  down: '■',
  unknown: '○',
  paused: '○',
};

/** The public status page: no script, no font, no picture, nothing from elsewhere. */
export const statusHtml = (data: StatusData): Markup =>
  frame(data, {
    title: `${data.headline.text} - ${data.settings.title}`,
    body: html`<section class="headline ${data.headline.state}">
        <h1>${state(data.headline.state)} <span>${data.headline.text}</span></h1>
        <p class="muted">
          As of ${time(data.now)},
          <a href="/status">look again</a>.${data.settings.about === '' ? '' : ` ${data.settings.about}`}
        </p>
      </section>
      ${
        data.open.length === 0
          ? ''
          : html`<section aria-labelledby="now">
              <h2 id="now">Now</h2>
              ${data.open.map(incidentLine)}
            </section>`
      }
      ${data.maintenance.length === 0 ? '' : maintenanceHtml(data)}
      ${data.groups.map((group) => groupHtml(group, data.daysFrom))}
      <section aria-labelledby="past">
        <h2 id="past">The last two weeks</h2>
        ${data.past.length === 0 ? html`<p class="muted">${data.open.length === 0 ? 'Nothing happened.' : 'Nothing else happened.'}</p>` : data.past.map(incidentLine)}
        <p><a href="/status/history">Everything before</a></p>
      </section>
      ${data.settings.hasSubscriptions ? subscribeForm : ''}`,
  });

/** Around every public page. */
export function frame(
  { settings }: Pick<StatusData, 'settings'>,
  own: { readonly title: string; readonly body: Markup },
): Markup {
  const style =
    settings.accentHue === null ? '/status/style.css' : `/status/style.css?hue=${settings.accentHue}`;
  const home =
    settings.homeUrl === null
      ? settings.title
      : html`<a href="${settings.homeUrl}" rel="noopener">${settings.title}</a>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${own.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${style}" />
        <link rel="alternate" type="application/rss+xml" title="Incidents" href="/status/feed.xml" />
      </head>
      <body>
        <header><p class="brand">${home}</p></header>
        <main>${own.body}</main>
        <footer>
          <p>
            <a href="/status">Status</a> <a href="/status/history">History</a>
            <a href="/status/feed.xml">RSS</a>
          </p>
        </footer>
      </body>
    </html>`;
}

const state = (name: ShownState): Markup =>
  html`<span class="state ${name}"><span aria-hidden="true">${shapes[name]}</span></span>`;

function groupHtml(group: StatusData['groups'][number], from: UnixMs): Markup {
  if (group.lines.length === 0) return html``;
  return html`<section>
    ${group.title === '' ? html`<h2>Services</h2>` : html`<h2>${group.title}</h2>`}
    <ul class="lines">
      ${group.lines.map((line) => lineHtml(line, from))}
    </ul>
  </section>`;
}

function lineHtml(line: StatusLine, from: UnixMs): Markup {
  const uptime =
    line.uptime === null ? 'no figures yet' : `worked ${percent(line.uptime)} of the last 45 days`;
  const bad = [...line.days].flatMap((letter, at) =>
    letter === 'd' || letter === 'p' ? [day(from, at)] : [],
  );
  const about = `${uptime}. ${bad.length === 0 ? 'No day with an outage.' : `Outages on ${bad.slice(-8).join(', ')}.`}`;
  return html`<li>
    <p class="line">
      <strong>${line.title}</strong>
      <span class="word ${line.state}"
        ><span aria-hidden="true">${shapes[line.state]}</span>
        ${words[line.state]}${line.isInMaintenance ? ', maintenance' : ''}</span
      >
    </p>
    ${barsHtml(line.days, about)}
    <p class="muted small">${uptime}</p>
  </li>`;
}

/** Height and colour, so that it reads without colour. */
const bars: Readonly<Record<string, readonly [kind: string, height: number]>> = {
  u: ['up', 24],
  s: ['degraded', 18],
  p: ['down', 14],
  d: ['down', 24],
};

/** One bar a day, oldest first. One shape for each colour: fifty lines of single bars take a phone half a second. */
function barsHtml(days: string, about: string): Markup {
  const outlines = new Map<string, string>();
  for (const [at, letter] of [...days].entries()) {
    const [kind, height] = bars[letter] ?? ['unknown', 6];
    const bar = `M${at * 6} ${24 - height}h4v${height}h-4z`;
    outlines.set(kind, `${outlines.get(kind) ?? ''}${bar}`);
  }
  const paths = [...outlines].map(([kind, outline]) => html`<path class="${kind}" d="${outline}" />`);
  return html`<svg
    class="bars"
    viewBox="0 0 ${days.length * 6 - 2} 24"
    preserveAspectRatio="none"
    role="img"
    aria-label="${about}"
  >
    ${paths}
  </svg>`;
}

/** One incident in a list; its title leads to its own page. */
export const incidentLine = (incident: StatusIncident): Markup =>
  html`<article id="${incident.id}">
    <h3><a href="/status/incidents/${incident.id}">${incident.title}</a></h3>
    ${incidentHtml(incident)}
  </article>`;

/** When, and what was written for users. */
export const incidentHtml = (incident: StatusIncident): Markup =>
  html`<p class="muted">
      ${time(incident.startedAt)}
      ${incident.resolvedAt === null ? 'until now' : html`to ${time(incident.resolvedAt)}`}
    </p>
    ${incident.notes.map((note) => html`<p><span class="muted">${time(note.at)}</span> ${note.text}</p>`)}`;

const maintenanceHtml = (data: StatusData): Markup =>
  html`<section aria-labelledby="planned">
    <h2 id="planned">Planned</h2>
    ${data.maintenance.map(
      ({ from, to, reason }) =>
        html`<article>
          <h3>${reason}</h3>
          <p class="muted">${time(from)} to ${time(to)}</p>
        </article>`,
    )}
  </section>`;

const subscribeForm = html`<section aria-labelledby="subscribe">
  <h2 id="subscribe">Be told by mail</h2>
  <form method="post" action="/status/subscribe">
    <label for="email">Mail address</label>
    <input id="email" name="email" type="email" required autocomplete="email" maxlength="254" />
    <button>Subscribe</button>
  </form>
  <p class="muted small">You confirm by a link we send; every mail has a way out.</p>
</section>`;

export const time = (at: UnixMs): Markup => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
};
const day = (from: UnixMs, index: number): string =>
  new Date(from + index * 86_400_000).toISOString().slice(0, 10);
const percent = (share: number): string =>
  `${(Math.floor(share * 100_000) / 1000).toFixed(share === 1 ? 0 : 2)} %`;

/** Nothing was lost: the markup is a string by the time it is sent. */
export const text = async (markup: Markup): Promise<string> => String(await markup);

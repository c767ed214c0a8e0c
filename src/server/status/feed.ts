import type { StatusData, StatusIncident } from './status-data.ts';

/** RSS 2.0 (https://www.rssboard.org/rss-specification): incidents of the last two weeks and what is planned. */
export function feedXml(data: StatusData, publicUrl: string): string {
  const items = [...data.open, ...data.past].map((incident) => itemOf(incident, publicUrl));
  const planned = data.maintenance.map(({ from, to, reason }) =>
    element('item', [
      element('title', [escaped(`Planned: ${reason}`)]),
      element('link', [escaped(`${publicUrl}/status`)]),
      `<guid isPermaLink="false">planned-${from}-${to}</guid>`,
      element('description', [escaped(`${utc(from)} to ${utc(to)}`)]),
    ]),
  );
  const channel = element('channel', [
    element('title', [escaped(data.settings.title)]),
    element('link', [escaped(`${publicUrl}/status`)]),
    element('description', [escaped(data.headline.text)]),
    element('lastBuildDate', [utc(data.now)]),
    ...items,
    ...planned,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">${channel}</rss>\n`;
}

function itemOf(incident: StatusIncident, publicUrl: string): string {
  const end = incident.resolvedAt === null ? 'It goes on.' : `Over ${utc(incident.resolvedAt)}.`;
  const notes = incident.notes.map(({ at, text }) => `${utc(at)}: ${text}`);
  const isOver = incident.resolvedAt !== null;
  return element('item', [
    element('title', [escaped(isOver ? `Over: ${incident.title}` : incident.title)]),
    element('link', [escaped(`${publicUrl}/status/incidents/${incident.id}`)]),
    // A reader shows it anew when it is over.
    `<guid isPermaLink="false">${escaped(incident.id)}${isOver ? '-over' : ''}</guid>`,
    element('pubDate', [utc(incident.resolvedAt ?? incident.startedAt)]),
    element('description', [escaped([`Since ${utc(incident.startedAt)}.`, end, ...notes].join(' '))]),
  ]);
}

const element = (name: string, children: readonly string[]): string =>
  `<${name}>${children.join('')}</${name}>`;

/** RFC 822 date with four digits of the year. */
const utc = (at: number): string => new Date(at).toUTCString();

/** XML 1.0 section 2.2: control characters may not stand in a document in any form. */
const escaped = (text: string): string =>
  [...text]
    .filter((character) => character >= ' ' || character === '\t' || character === '\n')
    .join('')
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

import { type MailClient, mailClients } from './data/clients.ts';
import { type Harm, supportDate, supportRows, supportSource } from './data/support.ts';
import type { Declaration } from './css.ts';
import type { TemplateScan } from './scan.ts';

export interface TemplateIssue {
  /** Stable: the feature's own name. */
  readonly feature: string;
  readonly harm: Harm | 'delivery';
  readonly effect: string;
  /** Programs it happens in; empty: everywhere. */
  readonly clients: readonly MailClient[];
  readonly count: number;
  readonly source: string;
}

/** Gmail cuts the rest off above this and hides it behind a link: the unsubscribe link and the tracking pixel with it. */
export const gmailClipBytes = 102_400;
/** Gmail drops a style element that is longer (Google's own CSS page for Gmail, "up to 8,192 characters" of the style block). */
export const gmailStyleCharacters = 8192;

const tableSource = `${supportSource}, read ${supportDate}`;
const harmOrder = ['delivery', 'content', 'layout', 'look'];

/** What of the template will not work where. Worst first, each feature once. */
export function lintTemplate(scan: TemplateScan): readonly TemplateIssue[] {
  const used = usedFeatures(scan);
  const fromTable = supportRows.flatMap(({ feature, lacks, harm, effect }) => {
    const count = used.get(feature) ?? 0;
    return count === 0 ? [] : [{ feature, harm, effect, clients: lacks, count, source: tableSource }];
  });
  return [...structure(scan), ...fromTable].toSorted(
    (a, b) => harmOrder.indexOf(a.harm) - harmOrder.indexOf(b.harm) || b.clients.length - a.clients.length,
  );
}

export const clientNames = (clients: readonly MailClient[]): string =>
  clients.length === 0 ? 'every mail program' : clients.map((one) => mailClients[one]).join(', ');

function usedFeatures(scan: TemplateScan): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  const add = (feature: string, count = 1): void => void used.set(feature, (used.get(feature) ?? 0) + count);
  for (const [name, count] of scan.elements) add(`<${name}>`, count);
  for (const [name, count] of scan.attributes) add(name, count);
  for (const declaration of [...scan.inline, ...scan.sheets.flatMap(({ declarations }) => declarations)])
    for (const feature of featuresOf(declaration)) add(feature);
  for (const sheet of scan.sheets) {
    for (const rule of sheet.atRules) add(rule);
    for (const selector of sheet.selectors) for (const pseudo of pseudosIn(selector)) add(pseudo);
    if (sheet.hasNesting) add('nesting');
  }
  for (const { src } of scan.images) add(imageFeature(src));
  return used;
}

function featuresOf({ property, value }: Declaration): readonly string[] {
  const functions = [...value.matchAll(/(?<![a-z-])([a-z-]{2,30})\(/g)].map((match) => `${match[1]}()`);
  const units = [...value.matchAll(/(?<![a-z#\d.-])\d*\.?\d+(rem|vw|vh)\b/g)].map((match) => match[1] ?? '');
  const plain = property.startsWith('-') ? [] : propertyFeatures(property, value);
  return [...new Set([...plain, ...functions, ...units])];
}

/** `position: static` and `float: none` ask for nothing; shorthands count as what they set. */
function propertyFeatures(property: string, value: string): readonly string[] {
  if (/^(?:none|static|normal|auto|initial|inherit|unset|visible|0)$/.test(value)) return [];
  if (property === 'display') return [`display:${value}`];
  if (property === 'grid-gap' || property === 'row-gap' || property === 'column-gap') return ['gap'];
  if (property === 'overflow-x' || property === 'overflow-y') return ['overflow'];
  if (property === 'background' && value.includes('url(')) return ['background-image'];
  if (/^border-(?:top|bottom)-(?:left|right)-radius$/.test(property)) return ['border-radius'];
  return [property];
}

const pseudosIn = (selector: string): readonly string[] =>
  [...selector.matchAll(/::?[a-z-]{2,30}/g)].map(([name]) =>
    /^:(?:before|after)$/.test(name) ? `:${name}` : name,
  );

function imageFeature(src: string): string {
  if (/^data:/i.test(src)) return 'data-image';
  const path = URL.canParse(src) ? new URL(src).pathname : src;
  const types: Readonly<Record<string, string>> = {
    webp: 'image/webp',
    avif: 'image/avif',
    svg: 'image/svg+xml',
    heic: 'image/heif',
    heif: 'image/heif',
  };
  return types[/\.([a-z0-9]{2,5})$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? '';
}

interface Rule {
  readonly feature: string;
  readonly harm: TemplateIssue['harm'];
  readonly clients?: readonly MailClient[];
  /** What happens; null when it does not. */
  readonly effect: (scan: TemplateScan) => string | null;
}

/** How the mail as a whole is built. */
const rules: readonly Rule[] = [
  {
    feature: 'size',
    harm: 'content',
    clients: ['gmail'],
    effect: ({ bytes }) =>
      bytes > gmailClipBytes
        ? `${bytes} bytes of HTML: cut off after ${gmailClipBytes}, the rest hides behind a link`
        : null,
  },
  {
    feature: 'style-length',
    harm: 'layout',
    clients: ['gmail'],
    effect: ({ longestStyle }) =>
      longestStyle > gmailStyleCharacters
        ? `a <style> of ${longestStyle} characters: dropped above ${gmailStyleCharacters}`
        : null,
  },
  {
    feature: 'viewport',
    harm: 'layout',
    clients: ['apple', 'samsung'],
    effect: ({ hasViewport }) =>
      hasViewport ? null : 'no viewport: phones may show the desktop width, tiny',
  },
  {
    feature: 'fixed-width',
    harm: 'layout',
    effect: ({ wideBoxes }) =>
      wideBoxes.length > 0
        ? `wider than a phone: ${wideBoxes.slice(0, 3).join(', ')}; use width:100% with max-width`
        : null,
  },
  {
    feature: 'language',
    harm: 'look',
    effect: ({ language }) => (language === null ? 'no lang: screen readers guess how to speak it' : null),
  },
  {
    feature: 'table-role',
    harm: 'look',
    effect: ({ unmarkedTables }) =>
      unmarkedTables > 0
        ? `${unmarkedTables} layout tables without role="presentation": screen readers read them as data`
        : null,
  },
];

const structure = (scan: TemplateScan): readonly TemplateIssue[] =>
  rules.flatMap(({ feature, harm, clients = [], effect }) => {
    const happens = effect(scan);
    if (happens === null) return [];
    return [{ feature, harm, effect: happens, clients, count: 1, source: sources[feature] ?? tableSource }];
  });

const sources: Readonly<Record<string, string>> = {
  size: 'https://www.caniemail.com/clients/gmail/',
  'style-length': 'https://developers.google.com/workspace/gmail/design/css',
  'table-role': 'https://www.w3.org/TR/wai-aria-1.2/#presentation',
  language: 'https://www.w3.org/TR/WCAG22/#language-of-page',
  viewport: 'https://www.w3.org/TR/WCAG22/#reflow',
  'fixed-width': 'https://www.w3.org/TR/WCAG22/#reflow',
};

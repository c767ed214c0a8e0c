import type { MailClient } from './clients.ts';

/**
 * What loses its effect where: tests of the community collected at caniemail.com, read there on 2026-11-22 (their state of
 * 2026-06-29) and written down here by feature. A row says which programs ignore it altogether; partial support is left out.
 */
export const supportDate = '2026-11-22';
export const supportSource = 'https://www.caniemail.com';

/** layout: columns fall apart; content: something is not there at all; look: it looks plainer, nothing is lost. */
export type Harm = 'layout' | 'content' | 'look';
export interface SupportRow {
  /** property `gap`, value `display:flex`, at-rule `@import`, function `calc()`, pseudo `:hover`, unit `rem`, element `video`, attribute `srcset`. */
  readonly feature: string;
  readonly lacks: readonly MailClient[];
  readonly harm: Harm;
  readonly effect: string;
}

const word: readonly MailClient[] = ['outlook-windows'];
const most: readonly MailClient[] = ['gmail', 'outlook-windows', 'outlook', 'yahoo'];
const gmailWordYahoo: readonly MailClient[] = ['gmail', 'outlook-windows', 'yahoo'];
const wordYahoo: readonly MailClient[] = ['outlook-windows', 'yahoo'];

type Row = readonly [feature: string, lacks: readonly MailClient[], harm: Harm, effect: string];

const rows: readonly Row[] = [
  ['display:flex', word, 'layout', 'boxes stand below each other; use table cells'],
  ['display:inline-flex', word, 'layout', 'boxes stand below each other; use table cells'],
  ['display:grid', word, 'layout', 'cells stand below each other; use table cells'],
  ['display:inline-grid', word, 'layout', 'cells stand below each other; use table cells'],
  ['flex-direction', gmailWordYahoo, 'layout', 'the order of boxes is not kept'],
  ['flex-wrap', gmailWordYahoo, 'layout', 'boxes do not wrap on phones'],
  ['justify-content', gmailWordYahoo, 'layout', 'boxes are not spread'],
  ['align-items', gmailWordYahoo, 'layout', 'boxes are not aligned'],
  ['grid-template-columns', most, 'layout', 'columns are not made'],
  ['grid-template-rows', most, 'layout', 'rows are not made'],
  ['grid-template-areas', most, 'layout', 'areas are not made'],
  ['gap', wordYahoo, 'layout', 'there is no space between boxes'],
  ['float', word, 'layout', 'text does not flow around'],
  ['clear', word, 'layout', 'what follows is not moved down'],
  ['position', ['gmail', 'outlook-windows'], 'layout', 'the element stays in the text flow'],
  ['z-index', ['gmail', 'outlook-windows'], 'layout', 'layers do not overlap as meant'],
  ['inset', [...most, 'samsung'], 'layout', 'the element stays in the text flow'],
  ['column-count', wordYahoo, 'layout', 'text stands in one column'],
  ['margin-inline', [...most, 'samsung'], 'layout', 'the space is missing; use margin-left and margin-right'],
  ['margin-block', [...most, 'samsung'], 'layout', 'the space is missing; use margin-top and margin-bottom'],
  [
    'padding-inline',
    [...most, 'samsung'],
    'layout',
    'the space is missing; use padding-left and padding-right',
  ],
  [
    'padding-block',
    [...most, 'samsung'],
    'layout',
    'the space is missing; use padding-top and padding-bottom',
  ],
  ['inline-size', [...most, 'apple'], 'layout', 'the width is not kept; use width'],
  ['aspect-ratio', [...most, 'samsung'], 'layout', 'the height is not kept'],
  ['box-sizing', wordYahoo, 'layout', 'padding makes boxes wider'],
  ['table-layout', word, 'layout', 'column widths follow the content'],
  ['max-height', word, 'layout', 'the height is not limited'],
  ['min-height', word, 'layout', 'the box is as high as its content'],
  ['overflow', word, 'layout', 'long content is not cut'],
  ['transform', most, 'layout', 'the element is neither moved nor turned'],
  ['object-fit', wordYahoo, 'layout', 'images are stretched'],
  ['visibility', ['gmail', 'outlook-windows'], 'content', 'hidden text is shown'],
  ['opacity', word, 'look', 'see-through elements are solid'],
  ['border-radius', word, 'look', 'corners are square'],
  ['box-shadow', gmailWordYahoo, 'look', 'there is no shadow'],
  ['text-shadow', ['gmail', 'outlook-windows', 'outlook'], 'look', 'there is no shadow'],
  ['filter', most, 'look', 'the effect is missing'],
  ['backdrop-filter', ['gmail', 'outlook-windows', 'outlook', 'yahoo'], 'look', 'the effect is missing'],
  ['clip-path', most, 'look', 'the shape is a box'],
  ['mask-image', most, 'look', 'the shape is a box'],
  ['mix-blend-mode', wordYahoo, 'look', 'colours are not mixed'],
  ['animation', most, 'look', 'nothing moves'],
  ['transition', ['gmail', 'outlook-windows', 'outlook'], 'look', 'nothing moves'],
  ['accent-color', most, 'look', 'controls have the usual colour'],
  ['border-image', most, 'look', 'there is no such border'],
  ['background-image', word, 'look', 'there is no background; set a background colour too'],
  ['background-size', word, 'look', 'the background has its own size'],
  ['background-position', word, 'look', 'the background starts at the corner'],
  ['list-style-image', most, 'look', 'lists have plain bullets'],
  ['outline-offset', most, 'look', 'the outline stands elsewhere'],
  ['text-underline-offset', most, 'look', 'the underline stands elsewhere'],
  ['text-overflow', [...wordYahoo, 'samsung'], 'look', 'there are no dots'],
  ['writing-mode', wordYahoo, 'layout', 'text runs from left to right'],
  ['scroll-snap-type', most, 'look', 'scrolling is plain'],
  [
    '@import',
    [...most.filter((one) => one !== 'outlook-windows'), 'samsung'],
    'content',
    'the style sheet is not loaded; put styles inline',
  ],
  ['@font-face', ['gmail', 'outlook', 'yahoo'], 'look', 'the next font of the list is used'],
  ['@media', word, 'layout', 'the desktop layout is shown; it must work alone'],
  ['@supports', ['gmail', 'outlook-windows', 'outlook'], 'layout', 'the rules inside are dropped'],
  ['@keyframes', ['gmail', 'outlook-windows', 'outlook'], 'look', 'nothing moves'],
  ['var()', most, 'layout', 'every declaration that uses it is dropped; write the value'],
  [
    'calc()',
    ['outlook-windows', 'outlook', 'yahoo'],
    'layout',
    'the declaration is dropped; write the value',
  ],
  [
    'clamp()',
    ['outlook-windows', 'outlook', 'yahoo'],
    'layout',
    'the declaration is dropped; write the value',
  ],
  ['min()', ['outlook-windows', 'outlook', 'yahoo'], 'layout', 'the declaration is dropped; write the value'],
  ['max()', ['outlook-windows', 'outlook', 'yahoo'], 'layout', 'the declaration is dropped; write the value'],
  ['rgba()', word, 'look', 'the colour is dropped; write #rrggbb before it'],
  ['oklch()', [...most, 'samsung'], 'look', 'the colour is dropped; write #rrggbb before it'],
  ['lab()', [...most, 'samsung'], 'look', 'the colour is dropped; write #rrggbb before it'],
  ['light-dark()', most, 'look', 'the colour is dropped; write #rrggbb before it'],
  [
    'linear-gradient()',
    ['outlook-windows', 'outlook', 'yahoo'],
    'look',
    'there is no background; set a background colour too',
  ],
  [
    'radial-gradient()',
    ['outlook-windows', 'outlook', 'yahoo'],
    'look',
    'there is no background; set a background colour too',
  ],
  ['conic-gradient()', most, 'look', 'there is no background; set a background colour too'],
  ['rem', wordYahoo, 'layout', 'the size is dropped; write px'],
  ['vw', word, 'layout', 'the size is dropped; write px or %'],
  ['vh', word, 'layout', 'the size is dropped; write px or %'],
  [':hover', ['gmail-apps', 'outlook-windows'], 'look', 'nothing changes under the pointer'],
  [':has', most, 'layout', 'the rule is dropped'],
  [':not', most, 'layout', 'the rule is dropped'],
  [':nth-child', most, 'look', 'the rule is dropped'],
  [':checked', ['gmail', 'outlook-windows'], 'layout', 'nothing unfolds'],
  ['::before', gmailWordYahoo, 'content', 'the added text or picture is not there'],
  ['::after', gmailWordYahoo, 'content', 'the added text or picture is not there'],
  ['nesting', most, 'layout', 'the nested rules are dropped'],
  ['<script>', [...most, 'apple', 'samsung'], 'content', 'it never runs, and filters distrust it'],
  [
    '<link rel=stylesheet>',
    ['gmail', 'outlook', 'yahoo', 'samsung'],
    'content',
    'the style sheet is not loaded; put styles inline',
  ],
  [
    '<video>',
    ['gmail', 'outlook-windows', 'outlook', 'yahoo'],
    'content',
    'only its fallback is there; link a still picture',
  ],
  ['<audio>', most, 'content', 'it is not there; link it'],
  ['<svg>', most, 'content', 'the drawing is not there; use PNG'],
  ['<object>', most, 'content', 'it is not there'],
  ['<iframe>', [...most, 'samsung'], 'content', 'it is not there; link it'],
  ['<picture>', most, 'look', 'the inner <img> is shown'],
  ['<form>', word, 'content', 'nothing can be filled in; link a page'],
  ['<input>', word, 'content', 'nothing can be filled in; link a page'],
  ['<select>', word, 'content', 'nothing can be chosen; link a page'],
  ['<textarea>', word, 'content', 'nothing can be filled in; link a page'],
  ['<button>', word, 'content', 'the button does nothing; use a link'],
  ['<dialog>', most, 'content', 'it is not shown as a dialog'],
  ['<meter>', gmailWordYahoo, 'content', 'the figure is not there'],
  ['<progress>', most, 'content', 'the figure is not there'],
  ['<base>', word, 'content', 'links that lean on it lead nowhere; write whole addresses'],
  ['srcset', most, 'look', 'the picture of src is shown'],
  ['hidden', most, 'content', 'hidden text is shown'],
  ['image/webp', word, 'content', 'the picture is not there; use PNG or JPEG'],
  ['image/avif', word, 'content', 'the picture is not there; use PNG or JPEG'],
  ['image/svg+xml', ['gmail'], 'content', 'the picture is not there; use PNG'],
  ['image/heif', [...word, 'outlook', 'samsung'], 'content', 'the picture is not there; use PNG or JPEG'],
  ['data-image', ['gmail'], 'content', 'the picture is not there; host it over https'],
];

export const supportRows: readonly SupportRow[] = rows.map(([feature, lacks, harm, effect]) => ({
  feature,
  lacks,
  harm,
  effect,
}));

import { z } from 'zod';
import type { BrowserAction } from '../../model/journey.ts';
import { oneOrMany, valueName } from './expectation.ts';
import { about, choice, thing } from './field.ts';
import { keyed } from './keyed.ts';
import { journeyAddress, duration, shortText, text } from './scalars.ts';

const selector = z.string().min(1).max(500);
const filling = z
  .record(selector, z.string().max(2_000))
  .refine((value) => Object.keys(value).length > 0, { error: 'needs at least one field.' });

const expectation = z
  .union([
    text,
    thing({
      url: about(shortText.optional(), 'Part of the address.', '/welcome'),
      title: about(shortText.optional(), 'Part of the title.', 'Welcome'),
      text: about(oneOrMany(text).optional(), 'Seen on the page.', 'Thank you'),
      absent: about(oneOrMany(text).optional(), 'Not seen on the page.', 'Error'),
      visible: about(oneOrMany(selector).optional(), 'Elements that are visible.', '#order-number'),
    }),
  ])
  .transform((value): BrowserAction => {
    const wanted = typeof value === 'string' ? { text: [value] } : value;
    return {
      kind: 'expect',
      url: wanted.url ?? null,
      title: wanted.title ?? null,
      text: wanted.text ?? [],
      absentText: wanted.absent ?? [],
      visible: wanted.visible ?? [],
    };
  });

const perField =
  (kind: 'fill' | 'select') =>
  (fields: Readonly<Record<string, string>>): BrowserAction[] =>
    Object.entries(fields).map(([field, value]) => ({ kind, selector: field, value }));

const action = keyed('an action', {
  goto: thing({ goto: about(journeyAddress, 'Opens a page.', '/signup') }).transform(({ goto }) => [
    { kind: 'goto', url: goto } as const,
  ]),
  fill: thing({ fill: about(filling, 'Types into fields.', { '#email': '${email}' }) }).transform(
    ({ fill }) => perField('fill')(fill),
  ),
  select: thing({ select: about(filling, 'Chooses in lists.', { '#country': 'DE' }) }).transform(
    ({ select }) => perField('select')(select),
  ),
  click: thing({ click: about(selector, 'Clicks.', 'role=button[name="Sign up"]') }).transform(
    ({ click }) => [{ kind: 'click', selector: click } as const],
  ),
  check: thing({ check: about(selector, 'Ticks a box.', '#terms') }).transform(({ check }) => [
    { kind: 'check', selector: check } as const,
  ]),
  press: thing({ press: about(shortText, 'Presses a key.', 'Enter') }).transform(({ press }) => [
    { kind: 'press', key: press } as const,
  ]),
  expect: thing({
    expect: about(expectation, 'Waits until it holds: a text, or more.', 'Thank you'),
  }).transform((value) => [value.expect]),
  save: thing({
    save: about(z.record(valueName, selector), 'Keeps the text of an element.', { order: '#order' }),
  }).transform(({ save }) =>
    Object.entries(save).map(([name, from]) => ({ kind: 'save', name, selector: from }) as const),
  ),
  screenshot: thing({
    screenshot: about(shortText, 'Keeps a picture under this name.', 'welcome'),
  }).transform(({ screenshot }) => [{ kind: 'screenshot', name: screenshot } as const]),
});

export const browserStep = thing({
  browser: about(z.array(action).min(1).max(100), 'What a person does in a browser, in order.', [
    { goto: '/signup' },
    { fill: { '#email': '${email}' } },
    { click: 'role=button[name="Sign up"]' },
    { expect: 'Check your inbox' },
  ]),
  device: about(
    choice('a device', ['phone', 'desktop']).default('phone'),
    'The size and manner of the browser.',
  ),
  name: about(shortText.optional(), 'Shown in reports.', 'Sign up'),
  timeout: about(duration('1s', '10m').prefault('30s'), 'For the whole step.'),
}).transform(({ browser, device, name, timeout }) => ({
  kind: 'browser' as const,
  name: name ?? 'in the browser',
  timeoutMs: timeout,
  device,
  actions: browser.flat() as readonly BrowserAction[],
}));

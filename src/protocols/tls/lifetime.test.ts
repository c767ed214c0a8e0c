import { expect, it } from 'vitest';
import { allowedDays, comingRules, dayText, lifetimeDays, shareLeft, spanText } from './lifetime.ts';

const day = 86_400_000;

it.each([
  ['2018-02-28', null],
  ['2018-03-01', 825],
  ['2020-09-01', 398],
  ['2026-03-14', 398],
  ['2026-03-15', 200],
  ['2027-03-14', 200],
  ['2027-03-15', 100],
  ['2029-03-14', 100],
  ['2029-03-15', 47],
])('issued on %s a public certificate may live %s days', (issued, days) => {
  expect(allowedDays(Date.parse(`${issued}T00:00:00Z`))).toBe(days);
});

it('the last second of the validity counts: 200 days to 23:59:59 are 200 days', () => {
  expect(lifetimeDays({ notBefore: 0, notAfter: 200 * day - 1000 })).toBe(200);
});

it('a certificate of 90 days will be cut in 2029, one of 200 already in 2027', () => {
  const now = Date.UTC(2026, 10, 22);
  expect(comingRules(90, now).map(({ days }) => days)).toEqual([47]);
  expect(comingRules(200, now).map(({ days }) => days)).toEqual([100, 47]);
  expect(comingRules(6, now)).toEqual([]);
});

it.each([
  [50, 0.5],
  [0, 1],
  [100, 0],
  [150, 0],
  [-5, 1],
])('after %i of 100 days a share of %d is left', (days, share) => {
  expect(shareLeft({ notBefore: 0, notAfter: 100 * day }, days * day)).toBe(share);
});

it('a certificate that ends before it begins has nothing left', () => {
  expect(shareLeft({ notBefore: day, notAfter: 0 }, 0)).toBe(0);
});

it.each([
  [3 * day, '3 days'],
  [day, '24 hours'],
  [90 * 60_000, '90 minutes'],
  [60_000, '1 minute'],
])('%i ms read as %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

it('a date no calendar holds does not throw', () => {
  expect(dayText(1e18)).toBe('an impossible date');
});

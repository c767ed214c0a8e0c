import type { Fault } from '../../src/world/fault.ts';

const ofRecords = ['domain', 'mail', 'tls'];
/**
 * Themes which ask a host whose pages have changed, and none of whose questions is about what a fault of this theme breaks. A
 * fault that expects a finding of such a theme has it looked at all the same.
 */
const unrelatedThemes: Readonly<Record<string, readonly string[]>> = {
  redirects: ['mail', 'exposure', 'bundles', 'api'],
  headers: [...ofRecords, 'exposure', 'bundles'],
  cache: [...ofRecords, 'exposure', 'bundles'],
  pages: [...ofRecords, 'exposure', 'bundles'],
  applinks: [...ofRecords, 'exposure', 'bundles', 'api'],
  exposure: [...ofRecords, 'redirects', 'bundles'],
  bundles: [...ofRecords, 'redirects', 'exposure'],
  api: [...ofRecords, 'redirects', 'bundles'],
  edge: ['mail'],
};

export function unrelatedTo(theme: string, { expects }: Fault): ReadonlySet<string> {
  const isExpected = (other: string): boolean => expects.some(({ check }) => check.startsWith(`${other}/`));
  return new Set((unrelatedThemes[theme] ?? []).filter((other) => !isExpected(other)));
}

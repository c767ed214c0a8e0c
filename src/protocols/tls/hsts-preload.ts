import { readHsts, type HstsHeader, type HstsReading } from './hsts.ts';

export interface PreloadIssues {
  /** hstspreload.org codes, in its order. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** What the list asks of `max-age`: today's form, or the rule a name was once accepted under. */
export type PreloadPolicy = 'one-year' | 'eighteen-weeks';
const leastSeconds: Readonly<Record<PreloadPolicy, number>> = {
  'one-year': 31_536_000,
  'eighteen-weeks': 10_886_400,
};
const tenYearsSeconds = 315_360_000;

/** Would the Chromium preload list take a host that sends this header (hstspreload.org, "Submission Requirements")? */
export function preloadIssues(value: string, policy: PreloadPolicy = 'one-year'): PreloadIssues {
  const reading = readHsts(value);
  const errors = [...reading.errors];
  const { header } = reading;
  if (!header.includesSubDomains) errors.push('header.preloadable.include_sub_domains.missing');
  if (!header.isPreloadWanted) errors.push('header.preloadable.preload.missing');
  errors.push(...maxAgeErrors(header.maxAgeSeconds, policy));
  const isVeryLong = (header.maxAgeSeconds ?? 0) > tenYearsSeconds;
  return {
    errors,
    warnings: isVeryLong
      ? [...reading.warnings, 'header.preloadable.max_age.over_10_years']
      : reading.warnings,
  };
}

function maxAgeErrors(seconds: number | null, policy: PreloadPolicy): readonly string[] {
  if (seconds === null) return ['header.preloadable.max_age.missing'];
  if (seconds === 0) return ['header.preloadable.max_age.zero'];
  if (seconds >= leastSeconds[policy]) return [];
  return [`header.preloadable.max_age.below_${policy === 'one-year' ? '1_year' : '18_weeks'}`];
}

/** Would the list remove a host that sends this header on request? */
export function removalIssues(value: string): PreloadIssues {
  const reading = readHsts(value);
  return {
    errors: [...reading.errors, ...removalErrors(reading.header)],
    warnings: reading.warnings,
  };
}

const removalErrors = (header: HstsHeader): readonly string[] => [
  ...(header.isPreloadWanted ? ['header.removable.contains.preload'] : []),
  ...(header.maxAgeSeconds === null ? ['header.removable.missing.max_age'] : []),
];

/**
 * The policy a browser keeps from the headers of one response (RFC 6797 section 8.1: only the first field is processed, and
 * a field that breaks the grammar or lacks max-age is ignored).
 */
export function effectiveHsts(headers: readonly string[]): HstsReading | null {
  const [first] = headers;
  if (first === undefined) return null;
  const reading = readHsts(first);
  return reading.header.maxAgeSeconds === null || reading.errors.length > 0 ? null : reading;
}

/** How fine the points of a series lie: minutes are kept for two days, hours and days for long. */
export const grains = ['minute', 'hour', 'day'] as const;
export type Grain = (typeof grains)[number];
export const grainMs: Readonly<Record<Grain, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * What is counted: requests by route, queries by template, calls by host, log lines by level, those without a request id by service,
 * signs of trouble in them by rule, service and pattern, steps of the funnel by source and
 * outcome, vitals of visitors by name and route, metrics by name, errors by group, failed requests by route as error clients tell
 * them, visits (sessions) by release, and what clients say they lost by category.
 */
export const seriesKinds = [
  'route',
  'query',
  'call',
  'log',
  'log-id',
  'log-sign',
  'funnel',
  'vital',
  'metric',
  'error',
  'failure',
  'session',
  'lost',
] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export interface SeriesKey {
  readonly kind: SeriesKind;
  readonly environment: string;
  /**
   * By kind: `[release, route]`, `[template]`, `[host]`, `[level]`, `[service]`, `[rule, service, pattern]`, `[source, step, outcome]`, `[name, route]`, `[name]`, `[group]`,
   * `[release, route]`, `[release]`, `[reason, category]`.
   */
  readonly parts: readonly string[];
}

const separator = '\t';

/** Parts hold no control characters (`nameText`), so the separator is unmistakable. */
export const seriesName = (grain: Grain, { kind, environment, parts }: SeriesKey): string =>
  [grain, kind, environment, ...parts].join(separator);

/** Every series whose first parts are these. */
export const seriesPrefix = (grain: Grain, key: SeriesKey): string => seriesName(grain, key) + separator;

export function readSeriesName(name: string): (SeriesKey & { readonly grain: Grain }) | null {
  const [grain, kind, environment, ...parts] = name.split(separator);
  const knownGrain = grains.find((each) => each === grain);
  const knownKind = seriesKinds.find((each) => each === kind);
  if (knownGrain === undefined || knownKind === undefined || environment === undefined) return null;
  return { grain: knownGrain, kind: knownKind, environment, parts };
}

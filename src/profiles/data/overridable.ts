export interface OverridablePath {
  readonly type: 'number' | 'boolean' | 'text' | 'list';
  readonly isNullable?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The only values allowed, for texts and members of lists. */
  readonly values?: readonly string[];
}

const number = (minimum: number, maximum: number): OverridablePath => ({ type: 'number', minimum, maximum });
const maybeNumber = (minimum: number, maximum: number): OverridablePath => ({
  ...number(minimum, maximum),
  isNullable: true,
});
const boolean: OverridablePath = { type: 'boolean' };
const list: OverridablePath = { type: 'list' };

/** Every value of a profile that a manifest may replace (all but its name, titles and the not-now list). */
export const overridablePaths: Readonly<Record<string, OverridablePath>> = {
  'api.p95GoodMs': number(1, 60_000),
  'api.p95FailingMs': maybeNumber(1, 60_000),
  hotRoutes: list,
  'page.lcpMs': maybeNumber(100, 60_000),
  'page.lighthouseMobile': maybeNumber(0, 100),
  'page.serverMs': maybeNumber(1, 60_000),
  'page.meaningfulMs': maybeNumber(100, 60_000),
  'page.cls': number(0, 10),
  'page.payloadBytes': maybeNumber(1_000, 1_000_000_000),
  'uptime.checks': list,
  'uptime.intervalSeconds': number(10, 86_400),
  'uptime.regions': list,
  'uptime.minRegions': number(1, 20),
  'alert.withinSeconds': number(10, 86_400),
  'alert.afterFailures': number(1, 20),
  'alert.channels': { type: 'list', values: ['email', 'chat', 'sms'] },
  'alert.p95Ms': maybeNumber(1, 60_000),
  'alert.bySeverity': boolean,
  availability: maybeNumber(0, 1),
  'mail.deliveredWithinSeconds': maybeNumber(1, 86_400),
  'mail.needsBounceHandling': boolean,
  'mail.needsFallback': boolean,
  'rollback.level': { type: 'text', values: ['path', 'notes', 'scripted', 'tested', 'rehearsed'] },
  'rollback.limitSeconds': maybeNumber(1, 86_400),
  journeys: list,
  'redirects.maxHops': number(0, 10),
  'redirects.rule': { type: 'text' },
};

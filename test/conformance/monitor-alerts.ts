import { unixMs } from '../../src/model/brand.ts';
import type { ManifestAlertRoute } from '../../src/model/manifest.ts';
import type { Alert } from '../../src/model/monitor.ts';

export const tenPast = Date.UTC(2026, 10, 22, 10, 2);

export const alertOf = (more: Partial<Alert> = {}): Alert => ({
  key: 'homepage.abc:opened',
  kind: 'opened',
  severity: 'critical',
  title: 'Homepage is down from eu and us',
  since: unixMs(tenPast),
  at: unixMs(tenPast + 3 * 60_000),
  cause: {
    kind: 'deploy',
    confidence: 0.83,
    because: 'It began 4 min after deploy 1.4.2, and the server answers 500.',
  },
  lastChange: 'deploy 1.4.2 by tom at 09:58 UTC',
  firstStep: 'roll back: npm run rollback',
  url: 'https://watch.shop.example/incidents/homepage.abc',
  facts: [],
  ...more,
});

export const routeOf = (id: string, more: Partial<ManifestAlertRoute> = {}): ManifestAlertRoute => ({
  id,
  channel: 'email',
  to: 'ines@shop.example',
  severities: ['critical', 'warning'],
  owner: null,
  hours: null,
  escalatesTo: null,
  afterMinutes: 0,
  ...more,
});

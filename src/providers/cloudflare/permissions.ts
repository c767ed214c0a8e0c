import type { Change } from '../../model/fix.ts';
import { parseResource } from '../../protocols/edge/resource.ts';
import type { RuleFamily } from '../../protocols/edge/resource.ts';

export interface Permission {
  /** Permission group as the API names it. */
  readonly group: string;
  /** As the token page of the dashboard shows it, below Zone. */
  readonly dashboard: string;
}

const zoneRead: Permission = { group: 'Zone Read', dashboard: 'Zone: Read' };

/** Least privilege per feature, write side; the read twin ends in Read. Facts of 2026-08, re-typed from Cloudflare's documentation. */
const features = {
  records: { group: 'DNS Write', dashboard: 'DNS: Edit' },
  settings: { group: 'Zone Settings Write', dashboard: 'Zone Settings: Edit' },
  certificates: { group: 'SSL and Certificates Write', dashboard: 'SSL and Certificates: Edit' },
  redirect: { group: 'Dynamic URL Redirects Write', dashboard: 'Single Redirect: Edit' },
  cache: { group: 'Cache Settings Write', dashboard: 'Cache Rules: Edit' },
  transform: { group: 'Zone Transform Rules Write', dashboard: 'Transform Rules: Edit' },
  waf: { group: 'Zone WAF Write', dashboard: 'Zone WAF: Edit' },
  bots: { group: 'Bot Management Write', dashboard: 'Bot Management: Edit' },
} as const satisfies Readonly<Record<string, Permission>>;
type Feature = keyof typeof features;

const ofFamily: Readonly<Record<RuleFamily, Feature>> = {
  redirect: 'redirect',
  cache: 'cache',
  'response-headers': 'transform',
  'rate-limit': 'waf',
  waf: 'waf',
};

const byPath: readonly (readonly [RegExp, Feature])[] = [
  [/\/dns_records|\/dnssec/, 'records'],
  [/\/settings\//, 'settings'],
  [/\/ssl\//, 'certificates'],
  [/http_request_dynamic_redirect/, 'redirect'],
  [/http_request_cache_settings/, 'cache'],
  [/transform/, 'transform'],
  [/firewall|ratelimit/, 'waf'],
  [/\/bot_management/, 'bots'],
];

/** The narrowest permission a call needs. */
export function permissionFor(method: string, path: string): Permission {
  const feature = /\/ssl\//.test(path) ? 'certificates' : byPath.find(([pattern]) => pattern.test(path))?.[1];
  if (feature === undefined) return zoneRead;
  return method === 'GET' ? reading(features[feature]) : features[feature];
}

const reading = ({ group, dashboard }: Permission): Permission => ({
  group: group.replace(/Write$/, 'Read'),
  dashboard: dashboard.replace(/Edit$/, 'Read'),
});

/** What a token for exactly these changes needs, zone reading included; nothing more. */
export function permissionsFor(changes: readonly Pick<Change, 'resource'>[]): readonly Permission[] {
  const wanted = changes.map(({ resource }) => featureOf(resource)).filter((feature) => feature !== null);
  return [zoneRead, ...[...new Set(wanted)].toSorted().map((feature) => features[feature])];
}

function featureOf(resource: string): Feature | null {
  const id = parseResource(resource);
  if (id === null) return null;
  if (id.kind === 'rrset' || id.kind === 'dnssec') return 'records';
  if (id.kind === 'rule' || id.kind === 'rule-order') return ofFamily[id.family];
  if (id.kind === 'universal-ssl') return 'certificates';
  return id.kind === 'bots' ? 'bots' : 'settings';
}

import type { HostPlan, RedirectPlan, WorldPlan } from '../../plan.ts';

/** A rule as the API takes it. */
export interface VendorRule {
  readonly ref: string;
  readonly action: string;
  readonly expression: string;
  readonly enabled: boolean;
  readonly action_parameters?: unknown;
}

interface Match {
  /** null: every host, every path. */
  readonly hosts: readonly string[] | null;
  readonly paths: readonly string[] | null;
}

const one =
  /^(?:ends_with\(http\.host, "([^"]+)"\)|starts_with\(http\.request\.uri\.path, "([^"]+)"\)|http\.(host|request\.uri\.path) eq "([^"]+)")$/;

/** The part of the rule language that needs no paid plan: equals, starts and ends, joined by or, then by and. Null: refused. */
export function readExpression(expression: string): Match | null {
  if (expression === 'true') return { hosts: null, paths: null };
  if (!/^\(.*\)$/s.test(expression)) return null;
  const hosts: string[] = [];
  const paths: string[] = [];
  for (const part of expression.slice(1, -1).split(/\) and \(| or /)) {
    const [hit, suffix, prefix, field, exact] = one.exec(part) ?? [];
    if (hit === undefined) return null;
    if (suffix !== undefined) hosts.push(`*${suffix}`);
    else if (prefix !== undefined) paths.push(`${prefix}*`);
    else (field === 'host' ? hosts : paths).push(exact ?? '');
  }
  return { hosts: hosts.length > 0 ? hosts : null, paths: paths.length > 0 ? paths : null };
}

export interface HostLayer {
  readonly redirects: readonly RedirectPlan[];
  readonly headers: Readonly<Record<string, string | null>>;
  readonly pathHeaders: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

/** What the rules do at one host. */
export function layerFor(host: string, rules: Readonly<Record<string, readonly VendorRule[]>>): HostLayer {
  const here = (phase: string): readonly { readonly rule: VendorRule; readonly match: Match }[] =>
    (rules[phase] ?? []).flatMap((rule) => {
      const match = rule.enabled ? readExpression(rule.expression) : null;
      return match !== null && isHost(match, host) ? [{ rule, match }] : [];
    });
  const transforms = here('http_response_headers_transform');
  const caches = here('http_request_cache_settings');
  const byPath = [...transforms, ...caches].filter(({ match }) => match.paths !== null);
  const everywhere = [...transforms, ...caches].filter(({ match }) => match.paths === null);
  return {
    redirects: here('http_request_dynamic_redirect').flatMap(({ rule, match }) => redirectsOf(rule, match)),
    headers: Object.assign({}, ...everywhere.map(({ rule }) => headersOf(rule))) as HostLayer['headers'],
    pathHeaders: Object.fromEntries(
      byPath.flatMap(({ rule, match }) => (match.paths ?? []).map((path) => [path, headersOf(rule)])),
    ),
  };
}

const isHost = ({ hosts }: Match, name: string): boolean =>
  hosts === null ||
  hosts.some((each) => (each.startsWith('*') ? name.endsWith(each.slice(1)) : each === name));

interface Loose {
  readonly [key: string]: Loose & string & number & boolean;
}
/** Parameters were checked when they came in; a missing one reads as undefined. */
const loose = (value: unknown): Loose => (typeof value === 'object' && value !== null ? value : {}) as Loose;

function redirectsOf(rule: VendorRule, match: Match): readonly RedirectPlan[] {
  const from = loose(loose(rule.action_parameters)['from_value']);
  const target = loose(from['target_url']);
  const same = /^concat\("(https:\/\/[^"]+)", http\.request\.uri\.path\)$/.exec(
    target['expression'] ?? '',
  )?.[1];
  return (match.paths ?? ['/*']).map((path) => ({
    from: path,
    scheme: 'both',
    to: same === undefined ? (target['value'] ?? '') : same + path,
    status: from['status_code'] ?? 301,
    keepsQuery: from['preserve_query_string'] === true,
    agent: null,
  }));
}

function headersOf(rule: VendorRule): Readonly<Record<string, string | null>> {
  const parameters = loose(rule.action_parameters);
  const browser = loose(parameters['browser_ttl']);
  if (browser['mode'] === 'override_origin')
    return { 'cache-control': `public, max-age=${browser['default'] ?? 0}` };
  const headers = Object.entries(loose(parameters['headers']));
  return Object.fromEntries(
    headers.map(([name, each]) => [
      name.toLowerCase(),
      each['operation'] === 'remove' ? null : String(each['value']),
    ]),
  );
}

/** Lays a host's rules before what the host does itself, as an edge stands before its origin. */
export const withLayer = (host: HostPlan, layer: HostLayer): HostPlan => ({
  ...host,
  redirects: [...layer.redirects, ...host.redirects],
  headers: { ...host.headers, ...layer.headers },
  pathHeaders: { ...host.pathHeaders, ...layer.pathHeaders },
});

export const hostsBehind = (plan: WorldPlan, names: ReadonlySet<string>): readonly HostPlan[] =>
  Object.values(plan.hosts).filter(({ name }) => names.has(name));

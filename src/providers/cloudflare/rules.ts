import { canonicalJson } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import type { RuleFamily } from '../../protocols/edge/resource.ts';
import {
  cacheSchema,
  foreignSchema,
  rateLimitSchema,
  redirectSchema,
  responseHeadersSchema,
  ruleSchemas,
  wafSchema,
} from '../../protocols/edge/values.ts';
import type {
  CacheRule,
  Match,
  RateLimit,
  Redirect,
  ResponseHeaders,
  WafRule,
} from '../../protocols/edge/values.ts';
import { expressionOf, matchFrom } from './expression.ts';

export const phases: Readonly<Record<RuleFamily, string>> = {
  redirect: 'http_request_dynamic_redirect',
  cache: 'http_request_cache_settings',
  'response-headers': 'http_response_headers_transform',
  'rate-limit': 'http_ratelimit',
  waf: 'http_request_firewall_custom',
};

/** A rule as the Rulesets API takes and gives it, without what the server makes (id, version, dates). */
export interface ApiRule {
  readonly ref: string;
  readonly action: string;
  readonly expression: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly action_parameters?: Json;
  readonly ratelimit?: Json;
  /** Kept as they are in rules made by others. */
  readonly logging?: Json;
  readonly exposed_credential_check?: Json;
}

/** The rule of a resource value; null when the value has neither our form nor that of a foreign rule. */
export function apiRuleOf(family: RuleFamily, ref: string, value: Json): Json | null {
  const foreign = foreignSchema.safeParse(value);
  if (foreign.success) return foreign.data.foreign as Json;
  const parsed = bodyOf(family, value);
  if (parsed === null) return null;
  const { title, isEnabled, match, ...body } = parsed;
  return { ref, description: title, enabled: isEnabled, expression: expressionOf(match), ...body };
}

interface RuleBody {
  readonly title: string;
  readonly isEnabled: boolean;
  readonly match: Match;
  readonly action: string;
  readonly action_parameters?: Json;
  readonly ratelimit?: Json;
}

function bodyOf(family: RuleFamily, value: Json): RuleBody | null {
  if (!ruleSchemas[family].safeParse(value).success) return null;
  if (family === 'redirect') return redirect(redirectSchema.parse(value));
  if (family === 'cache') return cache(cacheSchema.parse(value));
  if (family === 'response-headers') return headers(responseHeadersSchema.parse(value));
  return family === 'waf' ? waf(wafSchema.parse(value)) : rateLimit(rateLimitSchema.parse(value));
}

const redirect = ({ to, status, keepsQuery, ...rest }: Redirect): RuleBody => ({
  ...rest,
  action: 'redirect',
  action_parameters: {
    from_value: {
      status_code: status,
      preserve_query_string: keepsQuery,
      target_url:
        to.path === 'same'
          ? { expression: `concat("https://${to.host}", http.request.uri.path)` }
          : { value: `https://${to.host}${to.path}` },
    },
  },
});

const cache = ({ edge, browser, ...rest }: CacheRule): RuleBody => ({
  ...rest,
  action: 'set_cache_settings',
  action_parameters:
    edge === 'bypass'
      ? { cache: false }
      : {
          cache: true,
          edge_ttl:
            typeof edge === 'number'
              ? { mode: 'override_origin', default: edge }
              : { mode: 'respect_origin' },
          browser_ttl:
            typeof browser === 'number'
              ? { mode: 'override_origin', default: browser }
              : { mode: 'respect_origin' },
        },
});

const headers = ({ set, remove, ...rest }: ResponseHeaders): RuleBody => ({
  ...rest,
  action: 'rewrite',
  action_parameters: {
    headers: Object.fromEntries([
      ...Object.entries(set).map(([name, value]): [string, Json] => [name, { operation: 'set', value }]),
      ...remove.map((name): [string, Json] => [name, { operation: 'remove' }]),
    ]),
  },
});

const rateLimit = ({ requests, perSeconds, blockSeconds, ...rest }: RateLimit): RuleBody => ({
  ...rest,
  action: 'block',
  ratelimit: {
    characteristics: ['ip.src', 'cf.colo.id'],
    period: perSeconds,
    requests_per_period: requests,
    mitigation_timeout: blockSeconds,
  },
});

const wafActions = { block: 'block', challenge: 'managed_challenge', skip: 'skip' } as const;
const waf = ({ action, ...rest }: WafRule): RuleBody => ({
  ...rest,
  action: wafActions[action],
  ...(action === 'skip' ? { action_parameters: { ruleset: 'current' } } : {}),
});

/** The neutral value of a rule read; one that would not be written back exactly the same stays foreign. */
export function valueOfRule(family: RuleFamily, rule: ApiRule): Json {
  const match = matchFrom(rule.expression);
  const head = { title: rule.description, isEnabled: rule.enabled, match: match as Json };
  const guess = match === null ? null : { ...head, ...bodyFrom(family, rule) };
  const again = guess === null ? null : apiRuleOf(family, rule.ref, guess);
  return again !== null && canonicalJson(again) === canonicalJson(rule)
    ? guess
    : { foreign: rule as unknown as Json };
}

type Loose = Readonly<Record<string, never>> & { readonly [key: string]: Json | undefined };
const loose = (value: Json | undefined): Loose =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Loose;
const orNull = (value: Json | undefined): Json => value ?? null;

function bodyFrom(family: RuleFamily, rule: ApiRule): Readonly<Record<string, Json>> {
  const parameters = loose(rule.action_parameters);
  if (family === 'redirect') return redirectFrom(loose(parameters['from_value']));
  if (family === 'cache') {
    const edge = loose(parameters['edge_ttl']);
    const browser = loose(parameters['browser_ttl']);
    return {
      edge: parameters['cache'] === false ? 'bypass' : orNull(edge['default'] ?? 'origin'),
      browser: orNull(browser['default'] ?? 'origin'),
    };
  }
  if (family === 'response-headers') {
    const all = Object.entries(loose(parameters['headers']) as Readonly<Record<string, Json>>);
    const set = all.filter(([, value]) => loose(value)['operation'] === 'set');
    return {
      set: Object.fromEntries(set.map(([name, value]) => [name, orNull(loose(value)['value'])])),
      remove: all.filter(([, value]) => loose(value)['operation'] === 'remove').map(([name]) => name),
    };
  }
  const limit = loose(rule.ratelimit);
  if (family === 'rate-limit')
    return {
      requests: orNull(limit['requests_per_period']),
      perSeconds: orNull(limit['period']),
      blockSeconds: orNull(limit['mitigation_timeout']),
    };
  const action = Object.entries(wafActions).find(([, name]) => name === rule.action)?.[0];
  return { action: action ?? null };
}

function redirectFrom(from: Loose): Readonly<Record<string, Json>> {
  const target = loose(from['target_url']);
  const [dynamic, fixed] = [String(target['expression'] ?? ''), String(target['value'] ?? '')];
  const same = /^concat\("https:\/\/([^"/]+)", http\.request\.uri\.path\)$/.exec(dynamic)?.[1];
  const [, host = '', path = ''] = /^https:\/\/([^/]+)(.*)$/s.exec(fixed) ?? [];
  return {
    to: same === undefined ? { host, path } : { host: same, path: 'same' },
    status: orNull(from['status_code']),
    keepsQuery: orNull(from['preserve_query_string']),
  };
}

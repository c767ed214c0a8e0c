import type { Json } from '../../../model/json.ts';
import { doorKind } from '../../../protocols/api/rate-limit-signs.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import {
  cacheSchema,
  foreignSchema,
  rateLimitSchema,
  responseHeadersSchema,
  wafSchema,
} from '../../../protocols/edge/values.ts';
import type { Match } from '../../../protocols/edge/values.ts';
import type { Difference } from '../../../protocols/edge/state.ts';
import { matchesAny, privatePaths, programPaths } from './rule-reach.ts';
import { redirectDangers } from './redirect-rules.ts';
import { ask, dangerous, refused } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

/** Rules of the edge. */
export const edgeRuleRule: DangerRule = (change, context) => {
  const id = parseResource(change.resource);
  if (id?.kind === 'rule-order')
    return isReordered(change)
      ? [ask('rule-order', 'the first rule that fits wins: another one may win now')]
      : [];
  if (id?.kind !== 'rule') return [];
  if (foreignSchema.safeParse(change.before).success)
    return [
      dangerous('foreign-rule', `${change.resource} was made by somebody else, in words we cannot read`),
    ];
  if (change.after === null) return [ask('rule', `${change.resource} would go`)];
  if (foreignSchema.safeParse(change.after).success)
    return [ask('foreign-rule', `${change.resource} is written back as it was`)];
  if (id.family === 'redirect') return redirectDangers(change, context);
  if (id.family === 'cache') return cache(change.after, context);
  if (id.family === 'response-headers') return headers(change.after);
  return id.family === 'waf' ? waf(change.after, context) : rateLimit(change.after, context);
};

/** Whether rules that stay change places among themselves. */
function isReordered({ before, after }: Difference): boolean {
  const [old, next] = [before, after].map((order) => (Array.isArray(order) ? order : []));
  const kept = (order: readonly Json[] = [], other: readonly Json[] = []): string =>
    order.filter((ref) => other.includes(ref)).join();
  return kept(old, next) !== kept(next, old);
}

function cache(value: Json, context: DangerContext): readonly Judged[] {
  const parsed = cacheSchema.safeParse(value);
  if (!parsed.success) return [refused('cache', 'the value has not the form of a cache rule')];
  const { match, edge, browser } = parsed.data;
  if (edge === 'bypass') return [];
  const keeps = typeof edge === 'number' ? edge : typeof browser === 'number' ? browser : 0;
  if (keeps === 0) return [];
  const reached = privatePaths(context).filter((path) => matchesAny(match, path));
  if (typeof edge === 'number' && reached.length > 0)
    return [
      dangerous('cache', `${reached.slice(0, 3).join(', ')} could be stored and shown to other visitors`),
    ];
  return isEverything(match) ? [dangerous('cache', `every page would be kept for ${keeps} seconds`)] : [];
}

const isEverything = ({ paths }: Match): boolean => paths === undefined || paths.includes('/*');

const protective =
  /^(?:strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy|cross-origin-)/i;
const risky: readonly (readonly [RegExp, string])[] = [
  [
    /^content-security-policy$/i,
    'whatever the policy forgets stops working: try it as Content-Security-Policy-Report-Only first',
  ],
  [/^access-control-allow-(?:origin|credentials)$/i, 'other sites could read answers meant for the visitor'],
  [/^set-cookie$/i, 'every visitor would get the same cookie'],
  [
    /^(?:location|content-type|content-encoding|content-length|transfer-encoding|vary)$/i,
    'browsers would misread every answer',
  ],
  [
    /^strict-transport-security$/i,
    'this is a promise browsers keep: use the HSTS setting, which climbs step by step',
  ],
  [
    /^cross-origin-(?:opener|embedder|resource)-policy$/i,
    'payment windows and embedded parts may stop working',
  ],
  [/^clear-site-data$/i, 'every visitor would be logged out'],
];

function headers(value: Json): readonly Judged[] {
  const parsed = responseHeadersSchema.safeParse(value);
  if (!parsed.success) return [refused('headers', 'the value has not the form of a header rule')];
  const set = Object.keys(parsed.data.set);
  const found = set.flatMap((name) =>
    risky.filter(([pattern]) => pattern.test(name)).map(([, says]) => `${name}: ${says}`),
  );
  const lost = parsed.data.remove.filter((name) => protective.test(name));
  return [
    ...found.map((says) => dangerous('headers', says)),
    ...lost.map((name) => dangerous('headers', `${name} protects visitors and would go`)),
  ];
}

function waf(value: Json, context: DangerContext): readonly Judged[] {
  const parsed = wafSchema.safeParse(value);
  if (!parsed.success) return [refused('waf', 'the value has not the form of a firewall rule')];
  const { action, match } = parsed.data;
  if (action === 'skip') return [ask('waf', 'the rules that follow do not look at these requests')];
  if (action === 'block' && isHiddenOnly(match))
    return [ask('waf', 'nobody reaches these hidden files any more; no page is one')];
  if (action === 'block')
    return isEverything(match)
      ? [refused('waf', 'nobody could reach the product any more')]
      : [
          dangerous(
            'waf',
            'a new rule starts as a challenge, not as a block: real visitors may be among them',
          ),
        ];
  const programs = programPaths(context).filter((path) => matchesAny(match, path));
  return programs.length > 0
    ? [
        dangerous(
          'waf',
          `${programs.slice(0, 3).join(', ')} is called by programs, which cannot solve a challenge`,
        ),
      ]
    : [ask('waf', 'visitors of these pages are tested')];
}

/** Login and sign-up are forms of people, even where a script sends them. */
const isDoor = (address: string): boolean =>
  !/webhook/i.test(address) && doorKind(`https://${address}`) !== null;

/** Paths that begin with a dot, as configuration and repositories do; `.well-known` (RFC 8615) is for the public. */
const isHiddenOnly = ({ paths }: Match): boolean =>
  paths !== undefined &&
  paths.every(
    (path) =>
      path.startsWith('/.') &&
      !'/.well-known/'.startsWith(path.replace(/\*$/, '')) &&
      !path.startsWith('/.well-known'),
  );

function rateLimit(value: Json, context: DangerContext): readonly Judged[] {
  const parsed = rateLimitSchema.safeParse(value);
  if (!parsed.success) return [refused('rate-limit', 'the value has not the form of a rate limit')];
  const { match, requests, perSeconds } = parsed.data;
  const programs = programPaths(context).filter((path) => matchesAny(match, path) && !isDoor(path));
  if (programs.length > 0)
    return [dangerous('rate-limit', `${programs[0]} is called by programs: their events would be lost`)];
  if (isEverything(match) && requests < 10 * Math.max(1, perSeconds))
    return [
      dangerous(
        'rate-limit',
        `one page makes dozens of requests; ${requests} in ${perSeconds} seconds locks visitors out`,
      ),
    ];
  return requests < Math.max(1, perSeconds / 10)
    ? [
        dangerous(
          'rate-limit',
          `${requests} requests in ${perSeconds} seconds: people behind one office address lock each other out`,
        ),
      ]
    : [ask('rate-limit', `who asks more than ${requests} times in ${perSeconds} seconds waits`)];
}

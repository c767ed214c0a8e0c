import { isAtOrBelow, registrableDomain } from '../../../protocols/dns/name.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import { redirectSchema } from '../../../protocols/edge/values.ts';
import type { Redirect } from '../../../protocols/edge/values.ts';
import type { Difference, Resources } from '../../../protocols/edge/state.ts';
import { isHostMatched, isPathMatched, programPaths, splitAddress, matchesAny } from './rule-reach.ts';
import { ask, dangerous, isVital, refused } from './judged.ts';
import type { DangerContext, Judged } from './judged.ts';

const maxHops = 5;

/** A redirect rule: loops and catch-alls are found by walking the rules as the edge would. */
export function redirectDangers(change: Difference, context: DangerContext): readonly Judged[] {
  const parsed = redirectSchema.safeParse(change.after);
  if (!parsed.success) return [refused('redirect', 'the value has not the form of a redirect')];
  const rule = parsed.data;
  if (!rule.isEnabled) return [];
  const loop = loopOf(rule, redirectsOf(context.after), context);
  if (loop !== null) return [refused('redirect', `${loop} would go round in circles`)];
  const called = programPaths(context).filter((path) => matchesAny(rule.match, path));
  if (called.length > 0 && rule.match.paths?.some((path) => path !== '/*') === true)
    return [dangerous('redirect', `${called[0]} is called by programs, which do not follow redirects`)];
  return whole(rule, context);
}

function whole(rule: Redirect, context: DangerContext): readonly Judged[] {
  const { match, to } = rule;
  const foreign = registrableDomain(to.host) !== registrableDomain(context.zone);
  const hosts = match.hosts ?? [];
  const isWholeHost = match.paths === undefined || match.paths.includes('/*');
  if (hosts.length === 0 && isWholeHost)
    return [dangerous('redirect', `every address of the product would lead to ${to.host}`)];
  if (foreign) return [dangerous('redirect', `visitors would leave the product for ${to.host}`)];
  if (!isWholeHost) return [];
  if (to.path !== 'same')
    return [dangerous('redirect', `every page of ${hosts.join(', ')} would lead to one page`)];
  const vital = hosts.filter((host) => isVital(host, context) && !isTwin(host, context));
  return vital.length > 0
    ? [dangerous('redirect', `${vital.join(', ')} would only forward to ${to.host}`)]
    : [ask('redirect', `${hosts.join(', ')} forwards to ${to.host}`)];
}

/** The other one of the domain and its www: exactly one of them is the site. */
function isTwin(host: string, { manifest, zone }: DangerContext): boolean {
  const { domain, canonicalHost } = manifest.product;
  const canonical = canonicalHost ?? domain;
  const pair = [domain, `www.${domain}`, zone, `www.${zone}`];
  return host !== canonical && pair.includes(host);
}

export const redirectsOf = (state: Resources): readonly Redirect[] => {
  const order = state['rule-order:redirect'];
  const all = Object.entries(state).flatMap(([resource, value]) => {
    const id = parseResource(resource);
    const parsed = id?.kind === 'rule' && id.family === 'redirect' ? redirectSchema.safeParse(value) : null;
    return parsed?.success === true && parsed.data.isEnabled && id?.kind === 'rule'
      ? [{ ref: id.ref, rule: parsed.data }]
      : [];
  });
  const place = (ref: string): number =>
    Array.isArray(order) ? (order as readonly string[]).indexOf(ref) : 0;
  return all.toSorted((a, b) => place(a.ref) - place(b.ref)).map(({ rule }) => rule);
};

/** An address the rule catches from which nobody arrives. */
function loopOf(rule: Redirect, rules: readonly Redirect[], { zone }: DangerContext): string | null {
  const hosts = (rule.match.hosts ?? [zone, rule.to.host]).map((host) => host.replace(/^\*/, 'a'));
  const paths = (rule.match.paths ?? ['/', '/a']).map((path) => path.replace(/\*$/, ''));
  const starts = hosts.flatMap((host) => paths.map((path) => host + path));
  return starts.find((start) => !arrives(start, rules, zone)) ?? null;
}

function arrives(start: string, rules: readonly Redirect[], zone: string): boolean {
  let at = start;
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const { host, path } = splitAddress(at);
    // Rules of the edge end where the zone ends.
    if (!isAtOrBelow(host, zone)) return true;
    const rule = rules.find(({ match }) => isHostMatched(match, host) && isPathMatched(match, path));
    if (rule === undefined) return true;
    at = rule.to.host + (rule.to.path === 'same' ? path : rule.to.path);
  }
  return false;
}

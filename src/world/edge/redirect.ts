import type { HostPlan, RedirectPlan } from '../plan.ts';
import type { Incoming, Outgoing } from './web-app.ts';
import { headerOf, textAnswer } from './web-app.ts';

/** The redirect the edge answers with, or null to go on. Rules first, then http to https. */
export function redirectOf(host: HostPlan, request: Incoming): Outgoing | null {
  for (const rule of host.redirects) {
    if (rule.scheme !== 'both' && rule.scheme !== request.scheme) continue;
    if (rule.agent !== null && !agentOf(request).includes(rule.agent)) continue;
    const location = locationBy(rule, request.target);
    if (location !== null) return answer(rule.status, location);
  }
  return request.scheme === 'http' && host.plain === 'redirect'
    ? answer(host.plainStatus, `https://${request.host}${request.target}`)
    : null;
}

const agentOf = (request: Incoming): string => (headerOf(request.headers, 'user-agent') ?? '').toLowerCase();

function locationBy(rule: RedirectPlan, target: string): string | null {
  const [path = '/', query] = splitOnce(target);
  const isPrefix = rule.from.endsWith('*');
  const prefix = isPrefix ? rule.from.slice(0, -1) : rule.from;
  if (isPrefix ? !path.startsWith(prefix) : path !== prefix) return null;
  if (rule.to === '{next}') return new URLSearchParams(query).get('next');
  const to = rule.to.replace('*', isPrefix ? path.slice(prefix.length) : '');
  return rule.keepsQuery && query !== undefined ? `${to}${to.includes('?') ? '&' : '?'}${query}` : to;
}

function splitOnce(target: string): readonly (string | undefined)[] {
  const at = target.indexOf('?');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}

/** Redirects are short-lived in caches, so that a mistake does not outlive its repair (RFC 9111 section 4.2.2). */
const answer = (status: number, location: string): Outgoing =>
  textAnswer(status, `Go to ${location}\n`, { location, 'cache-control': 'public, max-age=300' });

import type { HostPlan } from '../plan.ts';
import type { Incoming, Outgoing } from './web-app.ts';
import { headerOf } from './web-app.ts';

/** Lays the host's headers, then those of the path, over an answer; null takes a header away. */
export function overlaid(host: HostPlan, request: Incoming, answer: Outgoing): Outgoing {
  const path = request.target.split('?')[0] ?? '/';
  const byPath = Object.entries(host.pathHeaders)
    .filter(([pattern]) => matches(pattern, path))
    .flatMap(([, headers]) => Object.entries(headers));
  const changes = [
    ...Object.entries(host.headers).filter(([name]) => applies(name, request, answer)),
    ...byPath,
  ];
  let headers = answer.headers;
  for (const [name, value] of changes) {
    headers = headers.filter(([key]) => key.toLowerCase() !== name);
    if (value !== null) headers = [...headers, [name, value]];
  }
  return { ...answer, headers };
}

const matches = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** HSTS is ignored in clear (RFC 6797 section 7.2), and page policies belong to pages. */
function applies(name: string, request: Incoming, answer: Outgoing): boolean {
  if (name === 'strict-transport-security') return request.scheme === 'https';
  const isPagePolicy = /^(?:content-security-policy|cross-origin-opener-policy|permissions-policy)/.test(
    name,
  );
  return !isPagePolicy || (headerOf(answer.headers, 'content-type') ?? '').startsWith('text/html');
}

const rewritable = /^(?:text\/|application\/javascript)/;

export function rewritten(host: HostPlan, answer: Outgoing): Outgoing {
  if (host.rewrites.length === 0) return answer;
  if (!rewritable.test(headerOf(answer.headers, 'content-type') ?? '')) return answer;
  const text = host.rewrites.reduce(
    (body, rule) => body.replaceAll(rule.find, rule.replace),
    answer.body.toString('utf8'),
  );
  return { ...answer, body: Buffer.from(text) };
}

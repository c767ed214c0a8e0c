import { randomBytes } from 'node:crypto';
import { headerOf } from './web-app.ts';
import type { Incoming, Outgoing } from './web-app.ts';

const placeholder = '{visitor}';

/**
 * Puts the visitor's own token wherever a header or a page of the plan says `{visitor}`: the value of the cookie `visitor`,
 * or a new one, the same in headers and body of one answer.
 */
export function personal(request: Incoming, answer: Outgoing): Outgoing {
  const isText = (headerOf(answer.headers, 'content-type') ?? '').startsWith('text/');
  const inBody = isText && answer.body.includes(placeholder);
  if (!inBody && !answer.headers.some(([, value]) => value.includes(placeholder))) return answer;
  const token = visitorToken(request);
  const headers = answer.headers.map(
    ([name, value]) => [name, value.replaceAll(placeholder, token)] as const,
  );
  const body = inBody
    ? Buffer.from(answer.body.toString('utf8').replaceAll(placeholder, token))
    : answer.body;
  return { ...answer, headers, body };
}

function visitorToken(request: Incoming): string {
  const cookie = headerOf(request.headers, 'cookie') ?? '';
  return /(?:^|;\s*)visitor=([\w-]{16,64})/.exec(cookie)?.[1] ?? randomBytes(16).toString('hex');
}

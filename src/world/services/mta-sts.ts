import type { WebApp } from '../edge/web-app.ts';

/** The mail transport policy (RFC 8461 section 3.2). */
export const mtaStsApp: WebApp = (request) => {
  if (new URL(request.url).pathname !== '/.well-known/mta-sts.txt')
    return new Response('Not found\n', { status: 404 });
  const lines = [
    'version: STSv1',
    'mode: enforce',
    'mx: mx1.paperboatmail.com',
    'mx: mx2.paperboatmail.com',
    'max_age: 604800',
  ];
  return new Response(`${lines.join('\r\n')}\r\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' },
  });
};

import { policyText } from '../http/security-headers.ts';
import type { Markup } from './status-html.ts';
import { text } from './status-html.ts';

/** A public page without script: its policy allows none, whatever was written into it. */
export async function securePage(markup: Markup, maxAgeSeconds: number, status = 200): Promise<Response> {
  return new Response(await text(markup), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': maxAgeSeconds > 0 ? `public, max-age=${maxAgeSeconds}` : 'no-store',
      'content-security-policy': policyText({ isScriptFree: true }),
      'x-robots-tag': 'all',
    },
  });
}

import type { BrowserDoor } from '../../model/outside-browser.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

/** How a mail looks at 390 and at 1280 px, with remote images left out: opening it must not tell the sender anything. */
export interface MailPictures {
  readonly phone: Uint8Array;
  readonly desktop: Uint8Array;
  /** Wider than the screen: readers must scroll sideways. */
  readonly phoneOverflowPx: number;
}

/** Chromium takes 2 MB of address; base64 needs a third more than the mail. */
const maxHtmlBytes = 1_300_000;
const limits = { timeoutMs: 15_000 } as const;

export async function takePictures(
  browser: BrowserDoor,
  html: string,
  signal: AbortSignal,
): Promise<Result<MailPictures>> {
  const document = harmless(html);
  if (Buffer.byteLength(document) > maxHtmlBytes)
    return failure('too-large', `The HTML is larger than ${maxHtmlBytes} bytes; no picture was taken`);
  const url = `data:text/html;charset=utf-8;base64,${Buffer.from(document).toString('base64')}`;
  const desktop = await shot(browser, { url, device: 'desktop' }, signal);
  if (!desktop.ok) return desktop;
  const phone = await shot(browser, { url, device: 'phone' }, signal);
  if (!phone.ok) return phone;
  return ok({
    phone: phone.value.image,
    desktop: desktop.value.image,
    phoneOverflowPx: phone.value.overflowPx,
  });
}

interface Shot {
  readonly image: Uint8Array;
  readonly overflowPx: number;
}

async function shot(
  browser: BrowserDoor,
  what: { readonly url: string; readonly device: 'phone' | 'desktop' },
  signal: AbortSignal,
): Promise<Result<Shot>> {
  const visited = await browser.visit({ device: what.device, signal });
  if (!visited.ok) return visited;
  await using visit = visited.value;
  const there = await visit.goto(what.url, limits);
  if (!there.ok) return there;
  const wide = await visit.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    limits,
  );
  const image = await visit.screenshot({ ...limits, format: 'jpeg', isFullPage: true });
  if (!image.ok) return image;
  const overflowPx = wide.ok && typeof wide.value === 'number' ? Math.max(0, Math.round(wide.value)) : 0;
  return ok({ image: image.value, overflowPx });
}

/**
 * A content security policy before everything else blocks scripts, frames and every remote load; what a policy in a document
 * cannot stop (refreshing away, another base) is taken out.
 */
export function harmless(html: string): string {
  const policy =
    "default-src 'none'; img-src data: cid:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
  const clean = html
    .replace(/<meta\b[^>]{0,2000}http-equiv[^>]{0,2000}>/gi, '')
    .replace(/<(?:base|link|iframe|object|embed)\b[^>]{0,4000}>/gi, '');
  const doctype = /^\s*<!doctype[^>]{0,500}>/i.exec(clean)?.[0] ?? '';
  return `${doctype}<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${clean.slice(doctype.length)}`;
}

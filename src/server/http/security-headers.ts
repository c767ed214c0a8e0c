/**
 * Headers of every answer. Nothing inline, nothing from elsewhere: monitored content that reaches a page cannot act, even if it were
 * once written unescaped (SEC-1).
 */
export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policyText({}),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'x-robots-tag': 'noindex, nofollow',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** `style` is the source of a page's own style, like a hash; scripts only where the page has files of its own. */
export function policyText(own: { readonly style?: string; readonly isScriptFree?: boolean }): string {
  const isScriptFree = own.isScriptFree ?? false;
  return [
    "default-src 'none'",
    ...(isScriptFree
      ? []
      : ["script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'"]),
    `style-src ${own.style ?? "'self'"}`,
    "img-src 'self' data:",
    ...(isScriptFree ? [] : ["font-src 'self'", "manifest-src 'self'"]),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

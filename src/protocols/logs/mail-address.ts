/** Local parts that name a function, no person. */
const roles =
  /^(?:no-?reply|do-?not-?reply|postmaster|mailer-daemon|abuse|hostmaster|webmaster|root|git|support|info|admin|security|daemon|nobody|bounces?)$/i;
/** Last labels that are file endings or systemd units. */
const noTopDomain =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|js|mjs|cjs|css|map|json|html?|service|socket|slice|scope|timer|target|mount|lock|tgz|so)$/i;
const isInLocal = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.!#$%&'*+/?^{|}~-")
  isInLocal[character.charCodeAt(0)] = 1;
/** RFC 5321, 4.5.3.1.1. */
const longestLocal = 64;
const domain = /^(?:[\da-z](?:[\da-z-]{0,61}[\da-z])?\.){1,8}[a-z]{2,24}(?![\w-])/i;

/** A mail address around an `@` at this place of a text; null when it is none, names a function, or is a message id. */
export function mailAddressAt(
  text: string,
  at: number,
): { readonly start: number; readonly end: number } | null {
  let from = at;
  while (from > 0 && at - from < longestLocal && isInLocal[text.charCodeAt(from - 1)] === 1) from -= 1;
  if (from === at) return null;
  const front = text
    .slice(from, at)
    .replace(/^.*[=/|{}?]/, '')
    .replace(/^[.'&%]+/, '');
  const back = domain.exec(text.slice(at + 1, at + 256))?.[0];
  if (front === '' || back === undefined) return null;
  if (roles.test(front) || noTopDomain.test(back)) return null;
  const start = at - front.length;
  const before = text.slice(Math.max(0, start - 24), start);
  if (/message-?id\W{0,4}<?$/i.test(before) || before.endsWith('://')) return null;
  return { start, end: at + 1 + back.length };
}

/** Local parts that name a function, no person. */
const roles =
  /^(?:no-?reply|do-?not-?reply|postmaster|mailer-daemon|abuse|hostmaster|webmaster|root|git|support|info|admin|security|daemon|nobody|bounces?)$/i;
/** Last labels that are file endings or systemd units. */
const noTopDomain =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|js|mjs|cjs|css|map|json|html?|service|socket|slice|scope|timer|target|mount|lock|tgz|so)$/i;
const tableOf = (characters: string): Uint8Array => {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
};
/** RFC 5322 `atext` and the dot, without what parts an address from a field, a path or a template before it. */
const isInLocal = tableOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.!#$%&'*+^~-");
/** What stands before an address rather than in it. */
const isBeforeLocal = tableOf(".'&%");
/** RFC 5321, 4.5.3.1.1. */
const longestLocal = 64;
const domain = /^(?:[\da-z](?:[\da-z-]{0,61}[\da-z])?\.){1,8}[a-z]{2,24}(?![\w-])/i;

/** A mail address around an `@` at this place of a text; null when it is none, names a function, or is a message id. */
export function mailAddressAt(
  text: string,
  at: number,
): { readonly start: number; readonly end: number } | null {
  let start = at;
  while (start > 0 && at - start < longestLocal && isInLocal[text.charCodeAt(start - 1)] === 1) start -= 1;
  while (start < at && isBeforeLocal[text.charCodeAt(start)] === 1) start += 1;
  if (start === at) return null;
  const back = domain.exec(text.slice(at + 1, at + 256))?.[0];
  if (back === undefined || roles.test(text.slice(start, at)) || noTopDomain.test(back)) return null;
  const before = text.slice(Math.max(0, start - 24), start);
  if (/message-?id\W{0,4}<?$/i.test(before) || before.endsWith('://')) return null;
  return { start, end: at + 1 + back.length };
}

import type { Judge } from '../rule.ts';
import { isPlaceholder } from './placeholder.ts';
import { isMadeOfWords, looksRandom } from './randomness.ts';

const thisMachine =
  /^(?:localhost$|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|[a-z0-9.-]+\.(?:test|localhost)$)/i;
const container = /^(?:db|database|postgres|mysql|mariadb|redis|mongo(?:db)?|rabbitmq|[a-z0-9-]+\.local)$/i;
const documentation =
  /(?:^|\.)(?:example\.(?:com|org|net)|example|invalid|domain\.com|yourdomain\.com|host|hostname|server|myhost|mydomain\.com|site\.com)$/i;
const wellKnown =
  /^(?:(?:some|my|your|the|super|strong|db|test|dev|local|default|secure|random|new)[-_]?)?(?:pass(?:word|wd)?|pwd|secret|user(?:name)?|root|admin|postgres|mysql|guest|test(?:ing)?|example|foo|bar|baz|me|token|key|pw|p|x+|\*+|123456?|changeme|toor|docker|dev(?:elopment)?|local|prisma|symfony|app|db|redis|mongo|api|hunter2|my-?secret-?pw)[-_]?\d{0,4}$/i;

/** `user:password@host` inside a URL; a variable, a stock word or a documentation host is no leak. */
export const urlPassword: Judge = ({ value, match }) => {
  const host = /@(\[[0-9a-f:]+\]|[^/:?#\s"'`,]+)/i.exec(match)?.[1] ?? '';
  const plain = safeDecode(value);
  if (/^[$%{<([]|\$\{|\{\{|%[sdv]\b|^:|[<>]|[})]$/.test(plain) || /[${}<>%]/.test(host)) return null;
  if (isPlaceholder(plain) || wellKnown.test(plain) || host === '') return null;
  const isStrong = plain.length >= 10 && looksRandom(plain) && !isMadeOfWords(plain);
  if (documentation.test(host)) return isStrong ? { confidence: 'possible', detail: `for ${host}` } : null;
  if (thisMachine.test(host) || (container.test(host) && !isStrong))
    return { kind: 'test', severity: 'low', detail: `for ${host}, on this machine or in its containers` };
  return { detail: `for ${host.slice(0, 80)}` };
};

export const isStockWord = (value: string): boolean => wellKnown.test(value);

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 7617: the base64 of `user:password`. */
export const basicCredentials: Judge = ({ value }) => {
  const plain = Buffer.from(value, 'base64').toString('latin1');
  const [, user, password] = /^([\x20-\x7e]{1,100}?):([\x20-\x7e]{0,200})$/.exec(plain) ?? [];
  if (user === undefined || password === undefined) return null;
  // Some APIs take the key as user name and leave the password empty.
  const secret = password === '' || password === 'x' || password === 'X' ? user : password;
  return secret.length < 6 ||
    isPlaceholder(secret) ||
    wellKnown.test(secret) ||
    /^aladdin$|open ?sesame/i.test(secret)
    ? null
    : {};
};

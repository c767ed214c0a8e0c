import type { Candidate, Judge } from '../rule.ts';
import { isHashName } from './judges.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyBits, isMadeOfWords, looksRandom } from './randomness.ts';
import { isStockWord } from './urls.ts';

/** Words in a name that say its value is public, derived, or about a secret instead of being one. */
const harmlessWord =
  /(?:^|_)(?:public|publishable|pub|anon|site|csrf|xsrf|nonce|cancel|cancellation|design|syntax|page|continuation|sync|cursor|author|keyboard|keyword|tokeni[sz]e\w*|mock|dummy|fake|placeholder)(?:_|$)/;
/** What a secret’s name ends in when the value is something else. */
const harmlessEnd =
  /(?:^|_)(?:name|label|title|message|hint|text|error|class|selector|xpath|testid|url|uri|path|file|field|input|hash|digest|arn|type|list|map|set|regex|pattern|header|prefix|suffix|format|length|size|count|limit|index|version|algorithm|alg|column|address|id|ids|endpoint|expiry|expires|expiration|contract|kind|symbol|pos|position|ref|manager|reset|policy|min|max|confirm|confirmation|strength|rules?|encoder|salt|code|params?|[cm]?[jt]sx?|json|ya?ml|py|rb|go|java|php|css|s[ac]ss|html?|md|txt|svg|png)$/;

/** Text that is code, a reference or a path, not a value. */
const reference =
  /^(?:process\.env|import\.meta|os\.(?:environ|getenv)|env[.[(:]|ENV\[|System\.getenv|config[.[(]|settings\.|this\.|self\.|props\.|vault:|op:\/\/|ref\+|arn:|projects\/|secretsmanager|ssm:|file:|\$|%[A-Z{(]|\{\{|<|@|\(|\[|#|&|\*|https?:|\/\/|\.{0,2}\/|[\w.]+\(|[A-Z][A-Z0-9]*_[A-Z0-9_]+$|--|[A-Za-z_-]+[:=]$|[\w*]+(?:\.[A-Za-z_*]+)+$|(?:true|false|null|undefined|none|nil|string|number|boolean)$)/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `nextPageToken`, `next-page-token` and `next.page.token` are one name. */
function isHarmless(name: string): boolean {
  const plain = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toLowerCase();
  return harmlessWord.test(plain) || harmlessEnd.test(plain);
}

/** The whole identifier a keyword stands in, and what it is called on: `stripe.webhookSecret`. */
export function nameOf({ text, start, match }: Candidate): string {
  let from = start;
  while (from > Math.max(0, start - farthestWord) && /[\w.-]/.test(text[from - 1] ?? '')) from -= 1;
  return text.slice(from, start) + (/^[\w.-]{1,80}/.exec(match)?.[0] ?? '');
}
const farthestWord = 60;

/** `API_SECRET=…` without a vendor: the name must promise a secret and the value be random. */
export const genericSecret: Judge = (candidate) => {
  const { value } = candidate;
  // In minified code nearly everything is an expression: cheapest first.
  if (isExpression(candidate) || isReference(value)) return null;
  const name = nameOf(candidate);
  if (isHarmless(name) || isHashName(candidate)) return null;
  if (uuid.test(value)) return strongName.test(name) ? { confidence: 'possible', severity: 'medium' } : null;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || isPlaceholder(value)) return null;
  if (isMadeOfWords(value) || !looksRandom(value) || isIdentifier(value)) return null;
  return entropyBits(value) < 3 ? null : { confidence: value.length >= 24 ? 'likely' : 'possible' };
};
const strongName = /(?:api|access|auth|service|secret|private|client)[-_.]?(?:key|token|secret)$/i;

/** `DB_PASSWORD=…`: people's passwords are short and may hold words, so the name and the place decide. */
export const genericPassword: Judge = (candidate) => {
  const { value } = candidate;
  if (isExpression(candidate) || isReference(value) || isHashName(candidate) || isHarmless(nameOf(candidate)))
    return null;
  if (isPlaceholder(value) || isStockWord(value) || /^(?:\*+|\.+|x+|_+|-+)$/i.test(value)) return null;
  if (/pass(?:word|wd|phrase)?|secret|\bpwd\b/i.test(value.replace(/\d+/g, '')) && !/[!@#$%^&*]/.test(value))
    return null;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (kinds < 2 || !/\d|[^A-Za-z0-9_.\s-]/.test(value) || /\s|[,;]$/.test(value) || isIdentifier(value))
    return null;
  if (value.length < 12 && kinds < 3 && isMadeOfWords(value)) return null;
  return entropyBits(value) < 2.3
    ? null
    : { confidence: looksRandom(value) && !isMadeOfWords(value) ? 'likely' : 'possible' };
};

const farthestName = 200;

/**
 * Unquoted text is a value only where files are made of lines: not deep inside a line of minified code, not with operators in
 * it, and not where a comma, semicolon or bracket ends it.
 */
function isExpression({ text, start, value, valueStart }: Candidate): boolean {
  if (/["'`\\>]/.test(text[valueStart - 1] ?? '')) return false;
  if (/:[-=]$/.test(text.slice(valueStart - 2, valueStart)) && text[valueStart + value.length] === '}')
    return false;
  if (/\|\||&&|=>|==|!\d|\?\.|\+\+/.test(value) || /[,;)\]}|]/.test(text[valueStart + value.length] ?? ''))
    return true;
  return start > farthestName && !text.slice(start - farthestName, start).includes('\n');
}

const isReference = (value: string): boolean =>
  reference.test(value) || /\$\{|\{\{|<%|%>|\}\}|^[\w.]+\)|\[['"]|=>/.test(value);

/** `some-css-class-1`, `user.settings.token2`, `v1.2.3-beta`, dates, sizes, colours, addresses of ledgers, file names. */
function isIdentifier(value: string): boolean {
  return (
    /^(?:[a-z]{2,}\d{0,2}[-_.:/])+[a-z]{2,}\d{0,4}$/i.test(value) ||
    /^\d[\d.,:/\sTZ-]*$/.test(value) ||
    /^v?\d+\.\d+/.test(value) ||
    /^#[0-9a-f]{3,8}$/i.test(value) ||
    // An account or contract of a ledger: public by nature.
    /^0x[0-9a-f]{40}$/i.test(value) ||
    /\.(?:js|ts|tsx|json|ya?ml|py|rb|go|pem|key|crt|txt|md|html|css|png|svg)$/i.test(value) ||
    /^[a-z]+(?:[A-Z][a-z]+)+\d{0,2}$/.test(value) ||
    // `uv_passwd_t*`, `config$1` of a bundler; the end of a sentence and the beginning of the next.
    /^[a-z_]+(?:\*{1,2}|\$\d{1,3})$/i.test(value) ||
    /^[a-z]+[.:;!?]+[[(]?[A-Z][a-z]*$/.test(value)
  );
}

import { sharedScanner } from '../secrets/redact.ts';
import { pathOf } from './path.ts';
import type { Confirmed, ProbedAnswer } from './rule.ts';

type Confirm = (answer: ProbedAnswer) => Confirmed | null;

const maxNames = 6;
const names = (all: readonly string[]): string => {
  const shown = all.slice(0, maxNames).join(', ');
  return all.length > maxNames ? `${shown} and ${all.length - maxNames} more` : shown;
};

/** A page for people, whatever its type claims. */
export const isPage = ({ type, body }: ProbedAnswer): boolean =>
  type === 'text/html' ||
  type === 'application/xhtml+xml' ||
  /^\s*<(?:!doctype html|html|head|title|body|main|h1|div|p)[\s>]/i.test(body);

const isGood = ({ status }: ProbedAnswer): boolean => status === 200 || status === 206;

/** The text is there, in a good answer. */
export const says =
  (pattern: RegExp, detail: string): Confirm =>
  (answer) =>
    isGood(answer) && pattern.test(answer.body) ? { detail } : null;

/** The same, in anything that is no page. */
export const fileSays =
  (pattern: RegExp, detail: string): Confirm =>
  (answer) =>
    isPage(answer) ? null : says(pattern, detail)(answer);

/** All of them are there. */
export const saysAll =
  (patterns: readonly RegExp[], detail: string): Confirm =>
  (answer) =>
    isGood(answer) && patterns.every((pattern) => pattern.test(answer.body)) ? { detail } : null;

/** The file begins with these bytes. */
export const begins =
  (magic: string, detail: string): Confirm =>
  (answer) => {
    if (!isGood(answer) || !answer.body.startsWith(magic)) return null;
    const size = answer.totalBytes === null ? '' : ` of ${sized(answer.totalBytes)}`;
    return { detail: `${detail}${size}` };
  };

export const anyOf =
  (...all: readonly Confirm[]): Confirm =>
  (answer) => {
    for (const confirm of all) {
      const confirmed = confirm(answer);
      if (confirmed !== null) return confirmed;
    }
    return null;
  };

export const sized = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} KiB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$/;
const telling = /pass|secret|token|key|dsn|credential|private|database_url|mongo|redis_url|smtp|salt/i;
const publicName = /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|PUBLIC_|NUXT_PUBLIC_|EXPO_PUBLIC_|GATSBY_)/;

/** Assignments and nothing else; the names are told, never the values. */
export const environment: Confirm = (answer) => {
  if (!isGood(answer) || isPage(answer)) return null;
  const lines = answer.body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const found = lines.flatMap((line) => {
    const [, name = '', value = ''] = assignment.exec(line) ?? [];
    return name === '' ? [] : [{ name, isSet: value.replaceAll(/["'\s]/g, '') !== '' }];
  });
  if (found.length === 0 || found.length < 0.6 * lines.length) return null;
  const secrets = found.filter(({ name, isSet }) => isSet && telling.test(name) && !publicName.test(name));
  const all = secrets.length > 0 ? secrets : found;
  const count = `holds ${found.length} variable${found.length === 1 ? '' : 's'}`;
  const detail = `${count}, among them ${names(all.map(({ name }) => name.slice(0, 40)))}`;
  return secrets.length > 0 ? { detail } : { detail, severity: 'medium' };
};

/** Whatever it is: our own matcher finds a secret in it. */
export const holdsSecret: Confirm = (answer) => {
  if (!isGood(answer) || isPage(answer)) return null;
  const found = sharedScanner()
    .scan(Buffer.from(answer.body, 'latin1'), { now: 0 })
    .filter(({ kind, confidence }) => kind === 'secret' && confidence !== 'possible');
  const titles = [...new Set(found.map(({ rule }) => rule.title))];
  return titles.length === 0 ? null : { detail: `holds ${names(titles)}` };
};

/** An OpenAPI or Swagger document; the number of operations is told. */
export const apiDescription: Confirm = (answer) => {
  if (!isGood(answer) || isPage(answer)) return null;
  const version = /["']?(?:openapi|swagger)["']?\s*:\s*["']?(\d\.\d)/.exec(answer.body.slice(0, 4000))?.[1];
  if (version === undefined || !/["']?paths["']?\s*:/.test(answer.body)) return null;
  const paths = new Set(answer.body.match(/^\s{0,4}["']?\/[\w{}/.-]*["']?\s*:|"\/[\w{}/.-]*"\s*:/gm) ?? []);
  return {
    detail: `describes ${paths.size === 0 ? 'the' : paths.size} paths of the API (OpenAPI ${version})`,
  };
};

const listingTitle = /<title>\s*(?:Index of\s+\/|Directory listing for\s+\/|Listing directory\s+\/)/i;
const listingHead = /<h1>\s*(?:Index of\s+\/|Directory listing for\s+\/)/i;
const iisListing = /\[To Parent Directory\]<\/A>/i;
const jsonListing = /^\s*\[\s*\{\s*"name"\s*:\s*"[^"]{1,200}"\s*,\s*"type"\s*:\s*"(?:file|directory)"/;

/** What nginx, Apache, IIS, Caddy, Python and Node servers print for a folder without an index. */
export const listing: Confirm = (answer) => {
  if (!isGood(answer)) return null;
  const { body } = answer;
  const isListing =
    listingTitle.test(body) || listingHead.test(body) || iisListing.test(body) || jsonListing.test(body);
  if (!isListing) return null;
  const entries = [...body.matchAll(/<a href="([^"?#][^"]{0,200})"/gi)]
    .map(([, href = '']) => href)
    .filter((href) => href !== '../' && href !== './' && !/^(?:\/|https?:)$/.test(href))
    .filter((href) => !pathOf(answer.url).startsWith(href));
  const shown = entries.slice(0, maxNames).map((href) => href.slice(0, 40));
  return { detail: `lists ${entries.length} entries${shown.length === 0 ? '' : `: ${shown.join(', ')}`}` };
};

const people = /(?:log ?out|sign ?out|abmelden|d[ée]connexion|cerrar sesi)/i;
const adminWords =
  /\b(?:admin(?:istration|istrator)? (?:panel|area|dashboard|console|home)|back ?office|site administration|control panel)\b|^\s*admin\b/i;
/** Said by products about themselves, too: needs a visitor who is logged in. */
const maybeAdmin = /\bdashboard\b/i;
const rows = /<(?:table|tbody|tr|td)[\s>]/i;

/**
 * A back office that shows its inside: tables or a way to log out under an administrator's title, and no password asked for.
 * A login page, a single-page application's empty shell and a marketing page about dashboards are none.
 */
export const openAdmin: Confirm = (answer) => {
  if (!isGood(answer) || !isPage(answer)) return null;
  const { body } = answer;
  if (/type\s*=\s*["']?password/i.test(body)) return null;
  const title = /<title[^>]*>([^<]{0,200})/i.exec(body)?.[1] ?? '';
  const heading = /<h1[^>]*>([^]{0,200}?)<\/h1>/i.exec(body)?.[1] ?? '';
  const isNamed = adminWords.test(title) || adminWords.test(heading);
  const isMaybe = maybeAdmin.test(title) || maybeAdmin.test(heading);
  const isLoggedIn = people.test(body);
  const isInside = isNamed ? isLoggedIn || rows.test(body) : isMaybe && isLoggedIn;
  const cells = (body.match(/<td[\s>]/gi) ?? []).length;
  return isInside
    ? { detail: `shows "${title.trim().slice(0, 60)}" with ${cells} table cells, without a login` }
    : null;
};

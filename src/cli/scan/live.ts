import { BoundedParser } from '../../protocols/html/bounded-parser.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import type { Hit, SecretHits } from '../../collectors/secrets/hits.ts';

const maxScripts = 60;
const maxBodyBytes = 8 * 1024 * 1024;
const maxRedirects = 5;

interface LiveContext {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly hits: SecretHits;
}
interface Served {
  readonly url: string;
  readonly text: string;
}

/** An address as people type it: `shop.example` means https. */
export function liveUrl(text: string): string {
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (isWeb && /[.:]|^localhost$/.test(url.hostname)) return url.href;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--live ${text.slice(0, 100)} is no address of a page.`,
    why: 'Without it nobody can look whether a secret is served.',
    todo: 'Give the address customers use, like https://shop.example/.',
  });
}

/** For each hit the addresses (pages, and the scripts they load) whose text holds the secret now. */
export async function liveAddresses(
  hits: readonly Hit[],
  urls: readonly string[],
  context: LiveContext,
): Promise<readonly (readonly string[])[]> {
  const served: Served[] = [];
  for (const url of urls) served.push(...(await pageAndScripts(url, context)));
  return hits.map(({ value }) => served.filter(({ text }) => text.includes(value)).map(({ url }) => url));
}

async function pageAndScripts(url: string, context: LiveContext): Promise<readonly Served[]> {
  const page = await fetched(url, context);
  if (page === null) return [];
  const scripts = scriptsOf(page);
  if (scripts.length > maxScripts)
    context.hits.tell(`only the first ${maxScripts} scripts of ${url} were read`);
  const loaded: Served[] = [page];
  for (const script of scripts.slice(0, maxScripts)) {
    const one = await fetched(script, context);
    if (one !== null) loaded.push(one);
  }
  return loaded;
}

async function fetched(url: string, context: LiveContext): Promise<Served | null> {
  let at = url;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const { signal } = context;
    const response = await context.outside.http.request({ url: at, maxBodyBytes, timeoutMs: 15_000, signal });
    if (!response.ok) {
      context.hits.tell(`${at} was not read: ${response.error.message}`);
      return null;
    }
    const { status, headers, body } = response.value;
    const location = headers.find(([name]) => name === 'location')?.[1];
    if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, at)) {
      if (status >= 400) context.hits.tell(`${at} answered ${status}`);
      return { url: at, text: Buffer.from(body).toString('latin1') };
    }
    at = new URL(location, at).href;
  }
  context.hits.tell(`${url} redirects more than ${maxRedirects} times`);
  return null;
}

function scriptsOf({ url, text }: Served): readonly string[] {
  const found = new Set<string>();
  const add = (address: string | undefined): void => {
    if (address === undefined || !URL.canParse(address, url)) return;
    const full = new URL(address, url);
    if (full.protocol === 'https:' || full.protocol === 'http:') found.add(full.href);
  };
  const parser = new BoundedParser({
    onopentag: (name, attributes) => {
      if (name === 'script') add(attributes['src']);
      if (
        name === 'link' &&
        /modulepreload|preload/.test(attributes['rel'] ?? '') &&
        (attributes['as'] ?? 'script') === 'script'
      )
        add(attributes['href']);
    },
  });
  parser.end(text);
  return [...found];
}

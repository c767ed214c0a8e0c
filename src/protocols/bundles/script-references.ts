/** Further scripts a bundle loads by itself, and where its source map stands. */
const quoted = /["'`]((?:\.{0,2}\/)?[\w@~+-][\w@./~+-]{1,180}\.m?js)["'`]/g;
/** Names a bundler makes: a hash, or the word chunk. */
const made = /(?:[-._][A-Za-z0-9_-]{6,}|[0-9a-f]{8,}|chunk[\w.-]*)\.m?js$/;
const readLength = 4 * 1024 * 1024;

/** Addresses of the same origin a bundle names as its own parts; at most `limit`, each once. */
export function chunkAddresses(text: string, scriptUrl: string, limit: number): readonly string[] {
  const found = new Set<string>();
  const { origin, pathname } = new URL(scriptUrl);
  for (const [, path = ''] of text.slice(0, readLength).matchAll(quoted)) {
    if (found.size >= limit) break;
    if (!made.test(path) && !path.includes('/chunks/')) continue;
    const base = /^[./]/.test(path) ? scriptUrl : `${origin}${folderFor(path, pathname)}`;
    if (!URL.canParse(path, base)) continue;
    const url = new URL(path, base);
    if (url.origin === origin && url.pathname !== pathname) found.add(url.href);
  }
  return [...found];
}

/** Bundlers name their parts below the folder they publish to: `_next` for Next.js, the root for Vite and webpack. */
function folderFor(path: string, scriptPath: string): string {
  if (path.startsWith('static/') && scriptPath.includes('/_next/')) return '/_next/';
  const [first = ''] = path.split('/');
  const at = path.includes('/') ? scriptPath.indexOf(`/${first}/`) : -1;
  return at >= 0 ? scriptPath.slice(0, at + 1) : scriptPath.replace(/[^/]*$/, '');
}

const mapComment = /\/[/*][#@]\s*sourceMappingURL=([^\s*'"]{1,2000})\s*(?:\*\/)?\s*$/;

/** The address of the source map in the script's last line (ECMA-426 section 11.1); null without one. */
export function sourceMapReference(text: string): string | null {
  return mapComment.exec(text.slice(-4000).trimEnd())?.[1] ?? null;
}

export interface SourceMapView {
  readonly sources: number;
  /** Files of the product itself, not of its libraries, whose text is inside. */
  readonly ownWithText: readonly string[];
}

const library =
  /(?:^|\/)node_modules\/|^webpack\/(?:bootstrap|runtime)|^\(webpack\)|\/webpack\/bootstrap|^\0|^vite\/|^external /;

/** What a source map gives away (ECMA-426); null when it is none. Names are told, their text is not. */
export function readSourceMap(text: string): SourceMapView | null {
  const map = parsed(text.replace(/^\)\]\}'[^\n]*\n/, ''));
  if (map === null || typeof map['mappings'] !== 'string' || !Array.isArray(map['sources'])) return null;
  const texts: readonly unknown[] = Array.isArray(map['sourcesContent']) ? map['sourcesContent'] : [];
  const sources = map['sources'].map((source: unknown) => (typeof source === 'string' ? source : ''));
  const own = sources.filter(
    (source, index) =>
      source !== '' && !library.test(source) && typeof texts[index] === 'string' && texts[index] !== '',
  );
  return { sources: sources.length, ownWithText: own.slice(0, 200).map((source) => source.slice(0, 200)) };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

const local =
  /(?:api|base|url|host|endpoint|server|origin|backend|graphql|socket|ws)\w{0,20}["'`]?\s{0,3}[:=]\s{0,3}["'`]((?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|[\w.-]{1,60}\.(?:local|internal|lan))(?::\d{1,5})?)(?=["'`/])/gi;

/** Addresses only a developer's machine or network has, given a name such as `apiUrl`; at most 10, each once. */
export function localAddresses(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, address = ''] of text.matchAll(local)) {
    found.add(address);
    if (found.size >= 10) break;
  }
  return [...found];
}

/** One Content-Security-Policy, directives in lower case, first of each name kept (CSP3 section 2.2.1). */
export interface CspPolicy {
  readonly directives: Readonly<Record<string, readonly string[]>>;
  /** Names written twice: browsers ignore the second. */
  readonly repeated: readonly string[];
  /** Names no browser knows, at most 20. */
  readonly unknown: readonly string[];
}

const maxPolicyLength = 16_384;
const maxDirectives = 60;

/** Fetch directives fall back to default-src, all others do not (CSP3 section 6). */
const known = new Set([
  'base-uri',
  'block-all-mixed-content',
  'child-src',
  'connect-src',
  'default-src',
  'fenced-frame-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'navigate-to',
  'object-src',
  'plugin-types',
  'prefetch-src',
  'referrer',
  'reflected-xss',
  'report-to',
  'report-uri',
  'require-sri-for',
  'require-trusted-types-for',
  'sandbox',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'upgrade-insecure-requests',
  'webrtc',
  'worker-src',
]);

/** Every policy of a page; commas separate policies (CSP3 section 2.2.2). */
export const readPolicies = (values: readonly string[]): readonly CspPolicy[] =>
  values
    .flatMap((value) => value.slice(0, maxPolicyLength).split(','))
    .filter((text) => text.trim() !== '')
    .slice(0, 20)
    .map(readPolicy);

export function readPolicy(text: string): CspPolicy {
  const directives: Record<string, readonly string[]> = Object.create(null) as Record<
    string,
    readonly string[]
  >;
  const repeated: string[] = [];
  const unknown: string[] = [];
  for (const part of text.split(';').slice(0, maxDirectives)) {
    const [name = '', ...values] = part.trim().split(/\s+/);
    const key = name.toLowerCase();
    if (key === '') continue;
    if (key in directives) repeated.push(key);
    else directives[key] = values.map(lowered);
    if (!known.has(key) && unknown.length < 20) unknown.push(key.slice(0, 60));
  }
  return { directives, repeated, unknown };
}

/** Nonces and hashes are case-sensitive, everything else is not; paths of hosts keep their meaning for our questions. */
const lowered = (value: string): string => (/^'(?:nonce|sha\d+)-/i.test(value) ? value : value.toLowerCase());

/** Sources of a fetch directive after falling back; null when anything goes. */
export function sourcesOf({ directives }: CspPolicy, ...names: readonly string[]): readonly string[] | null {
  for (const name of [...names, 'default-src']) {
    const found = directives[name];
    if (found !== undefined) return found;
  }
  return null;
}

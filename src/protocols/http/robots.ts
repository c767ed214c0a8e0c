/** One group of robots.txt (RFC 9309 section 2.2). */
interface Group {
  readonly agents: readonly string[];
  readonly rules: readonly RobotsRule[];
  /** `Crawl-delay` in seconds: no standard, but widely written; null when it is not said. */
  readonly delaySeconds?: number | null;
}
export interface RobotsRule {
  readonly isAllowed: boolean;
  readonly pattern: string;
}
export interface Robots {
  readonly groups: readonly Group[];
  readonly sitemaps: readonly string[];
}

const maxBytes = 512_000; // RFC 9309 section 2.5: at least 500 KiB are read
const maxRules = 2000;

/** Reads robots.txt as leniently as crawlers do; never throws. */
export function readRobots(text: string): Robots {
  const groups: { agents: string[]; rules: RobotsRule[]; delaySeconds: number | null }[] = [];
  const sitemaps: string[] = [];
  let rules = 0;
  for (const line of text.slice(0, maxBytes).split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const word = key.toLowerCase();
    if (word === 'sitemap' && sitemaps.length < 50) sitemaps.push(value.trim());
    if (word === 'user-agent') {
      const last = groups.at(-1);
      if (last !== undefined && last.rules.length === 0) last.agents.push(value.trim().toLowerCase());
      else groups.push({ agents: [value.trim().toLowerCase()], rules: [], delaySeconds: null });
    }
    const group = groups.at(-1);
    if (word === 'crawl-delay' && group !== undefined && /^\d{1,5}(?:\.\d+)?\s*$/.test(value))
      group.delaySeconds = Number(value);
    const isRule = word === 'allow' || word === 'disallow';
    if (!isRule || value.trim() === '' || rules++ >= maxRules) continue;
    groups.at(-1)?.rules.push({ isAllowed: word === 'allow', pattern: value.trim().slice(0, 2000) });
  }
  return { groups, sitemaps };
}

/** Whether a crawler may ask for a path with its query: the longest rule wins, Allow on a tie (RFC 9309 section 2.2.2). */
export function isAllowedByRobots(robots: Robots, agent: string, path: string): boolean {
  if (path === '/robots.txt') return true;
  const own = rulesOf(robots, (name) => name !== '*' && agent.toLowerCase().includes(name));
  const rules = own.length > 0 ? own : rulesOf(robots, (name) => name === '*');
  let best: RobotsRule | null = null;
  for (const rule of rules) {
    if (!isMatch(rule.pattern, path)) continue;
    const isLonger = best === null || rule.pattern.length > best.pattern.length;
    if (isLonger || (rule.pattern.length === best?.pattern.length && rule.isAllowed)) best = rule;
  }
  return best?.isAllowed ?? true;
}

/** Seconds a crawler is asked to wait between requests; null when nothing is asked. */
export function crawlDelaySeconds(robots: Robots, agent: string): number | null {
  const delayOf = (fits: (name: string) => boolean): number | null =>
    robots.groups.find((group) => group.agents.some(fits) && typeof group.delaySeconds === 'number')
      ?.delaySeconds ?? null;
  const own = (name: string): boolean => name !== '*' && agent.toLowerCase().includes(name);
  const isNamed = robots.groups.some((group) => group.agents.some(own));
  return delayOf(isNamed ? own : (name) => name === '*');
}

const rulesOf = (robots: Robots, fits: (agent: string) => boolean): readonly RobotsRule[] =>
  robots.groups.filter((group) => group.agents.some(fits)).flatMap((group) => group.rules);

/** `*` is any text, a final `$` the end (RFC 9309 section 2.2.3). Linear in both lengths: no backtracking beyond one star. */
function isMatch(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const parts = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    if (isAnchored && index === rest.length - 1)
      return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !isAnchored || at === path.length;
}

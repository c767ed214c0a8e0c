/** A group of lines that differ only in what `<*>` stands for. */
export interface LogCluster {
  readonly tokens: readonly string[];
  readonly count: number;
  /** Number of the first and last line, as given. */
  readonly first: number;
  readonly last: number;
}

const limits = { clusters: 5000, perLeaf: 50, tokens: 40, characters: 2000 } as const;
const similarity = 0.6;
const wildcard = '<*>';
type Growing = { -readonly [Key in keyof LogCluster]: LogCluster[Key] };

/**
 * Log lines clustered as they come (Drain: He, Zhu, Zheng, Lyu 2017): a tree by token count and first tokens, then the most
 * similar template. Bounded: beyond 5,000 templates lines are counted as others.
 */
export class LogClusters {
  readonly #leaves = new Map<string, Growing[]>();
  readonly #all: Growing[] = [];
  others = 0;

  /** The template of the line, or null where there is no room for a new one. */
  add(message: string, line: number): LogCluster | null {
    const tokens = templateTokens(message);
    const key = `${tokens.length} ${tokens.slice(0, 2).join(' ')}`;
    const leaf = this.#leaves.get(key) ?? [];
    const found = mostSimilar(leaf, tokens);
    if (found !== null) {
      found.count += 1;
      found.last = line;
      found.tokens = found.tokens.map((token, at) => (token === tokens[at] ? token : wildcard));
      return found;
    }
    if (this.#all.length >= limits.clusters || leaf.length >= limits.perLeaf) {
      this.others += 1;
      return null;
    }
    const cluster = { tokens, count: 1, first: line, last: line };
    this.#leaves.set(key, [...leaf, cluster]);
    this.#all.push(cluster);
    return cluster;
  }

  /** Largest first. */
  get clusters(): readonly LogCluster[] {
    return this.#all.toSorted((a, b) => b.count - a.count || a.first - b.first);
  }
}

function mostSimilar(leaf: readonly Growing[], tokens: readonly string[]): Growing | null {
  let [best, bestShare] = [null as Growing | null, similarity];
  for (const each of leaf) {
    const same = each.tokens.filter((token, at) => token === tokens[at] || token === wildcard).length;
    const share = tokens.length === 0 ? 1 : same / tokens.length;
    if (share >= bestShare) [best, bestShare] = [each, share];
  }
  return best;
}

const variable =
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b0x[\da-f]+\b|\b(?=[a-f]*\d)[\da-f]{8,}\b|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}|(?<![a-z_])\d[\d.:,T+Z-]*/gi;

/** Words of a message, with ids, numbers, addresses and times already replaced; at most 40. */
export const templateTokens = (message: string): readonly string[] =>
  message
    .slice(0, limits.characters)
    .replaceAll(variable, wildcard)
    .trim()
    .split(/\s+/)
    .slice(0, limits.tokens);

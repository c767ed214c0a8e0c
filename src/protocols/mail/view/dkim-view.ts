import { type DkimKey, parseDkimKey } from '../dkim/key.ts';
import type { DkimEvidence } from '../services/evidence.ts';
import { selectorsToProbe } from '../services/table.ts';

/** What was found under one selector, as `mail/dkim-keys` keeps it. */
export interface FoundSelector {
  readonly status: 'found' | 'nodata' | 'nxdomain' | 'failure';
  readonly texts: readonly string[];
  readonly selector: string;
  readonly name: string;
  readonly origin: 'declared' | 'probed';
  readonly aliases: readonly string[];
}

/** The parts of `mail/dkim-keys` that judgements look at. */
export interface FoundKeys {
  readonly domain: string;
  readonly tree: 'exists' | 'absent' | 'unknown';
  readonly wildcard: FoundSelector | null;
  readonly selectors: readonly FoundSelector[];
  readonly unanswered: readonly string[];
}

const parsed = new Map<string, DkimKey>();
const maxKept = 500;

/** Reading a key costs a hundred times more than anything else here, and one text is judged by a dozen checks. */
export function readKey(text: string): DkimKey {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const key = parseDkimKey(text);
  if (parsed.size >= maxKept) parsed.clear();
  parsed.set(text, key);
  return key;
}

/** The key receivers use: the only one, or with several texts the first (RFC 6376 section 3.6.2.2 leaves it open). */
export const keyOf = ({ texts }: FoundSelector): DkimKey | null =>
  texts[0] === undefined ? null : readKey(texts[0]);

export function keyState(found: FoundSelector): 'key' | 'revoked' | 'broken' | 'missing' | 'unknown' {
  if (found.status === 'failure') return 'unknown';
  const key = keyOf(found);
  if (key === null) return 'missing';
  if (key.isRevoked) return 'revoked';
  return key.problem === null ? 'key' : 'broken';
}

/** The selectors that exist, by state. */
export const selectorsIn = (
  keys: FoundKeys,
  ...states: readonly ReturnType<typeof keyState>[]
): readonly FoundSelector[] => keys.selectors.filter((one) => states.includes(keyState(one)));

/** What the keys say about services: those found, and those that were asked for and are not there. */
export function dkimEvidence(keys: FoundKeys): readonly DkimEvidence[] {
  const { domain } = keys;
  const found = keys.selectors.map((one): DkimEvidence => ({
    domain,
    selector: one.selector,
    target: one.aliases[0] ?? null,
    state: keyState(one),
  }));
  // Under a wildcard nothing was asked for; without an answer nothing is proven.
  if (keys.wildcard !== null) return found;
  const seen = new Set([...found.map(({ selector }) => selector), ...keys.unanswered]);
  const absent = selectorsToProbe.filter((selector) => !seen.has(selector));
  return [
    ...found,
    ...absent.map((selector) => ({ domain, selector, target: null, state: 'missing' as const })),
  ];
}

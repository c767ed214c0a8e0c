import { parseResource } from '../../protocols/edge/resource.ts';
import type { ResourceId, RuleFamily } from '../../protocols/edge/resource.ts';
import type { Difference } from '../../protocols/edge/state.ts';
import { expressionOf } from '../cloudflare/expression.ts';
import { ruleSchemas } from '../../protocols/edge/values.ts';
import type { Match } from '../../protocols/edge/values.ts';

/** Where Cloudflare's dashboard has it (its documentation, 2026); other edges have the same things under names of their own. */
const familyPlaces: Readonly<Record<RuleFamily, readonly [place: string, what: string]>> = {
  redirect: ['Rules > Redirect Rules', 'redirect rule'],
  cache: ['Caching > Cache Rules', 'cache rule'],
  'response-headers': ['Rules > Transform Rules', 'response header rule'],
  'rate-limit': ['Security > Rate limiting rules', 'rate limit'],
  waf: ['Security > Custom rules', 'firewall rule'],
};
const settingPlaces: readonly (readonly [RegExp, string])[] = [
  [/^ssl$|https|hsts|tls|encryption/, 'SSL/TLS'],
  [/cache|online|development/, 'Caching > Configuration'],
  [/security|browser-check|obfuscation/, 'Security > Settings'],
  [/./, 'Speed > Settings'],
];

/** Edge changes as steps for somebody in front of the edge's dashboard. Records are left out. */
export const edgeSteps = (changes: readonly Difference[]): readonly string[] =>
  changes.flatMap((change) => {
    const id = parseResource(change.resource);
    return id === null || id.kind === 'rrset' ? [] : [stepFor(id, change)];
  });

function stepFor(id: ResourceId, { before, after }: Difference): string {
  if (id.kind === 'rule') {
    const [place, what] = familyPlaces[id.family];
    if (after === null) return `At the edge (${place}): delete the ${what} ${titleOf(before, id.ref)}.`;
    return `At the edge (${place}): ${before === null ? 'add' : 'change'} the ${what} ${titleOf(after, id.ref)}: ${ruleText(id.family, after)}.`;
  }
  if (id.kind === 'rule-order') {
    const [place, what] = familyPlaces[id.family];
    const refs = Array.isArray(after) ? after.join(', ') : 'any order';
    return `At the edge (${place}): put the ${what}s in this order: ${refs}.`;
  }
  if (id.kind === 'setting') {
    const place = settingPlaces.find(([pattern]) => pattern.test(id.setting))?.[1] ?? '';
    return `At the edge (${place}): set ${id.setting} to ${JSON.stringify(after)}.`;
  }
  return `At the edge: set ${id.kind} to ${JSON.stringify(after)}.`;
}

const titleOf = (value: unknown, ref: string): string => {
  const title = (value as { readonly title?: unknown } | null)?.title;
  return typeof title === 'string' && title !== '' ? `“${title}”` : ref;
};

/** The match in the edge's rule language, which its form takes as it is, then what is done. */
function ruleText(family: RuleFamily, value: unknown): string {
  const parsed = ruleSchemas[family].safeParse(value);
  if (!parsed.success) return JSON.stringify(value);
  const {
    title: _title,
    isEnabled: _isEnabled,
    match,
    ...done
  } = parsed.data as unknown as {
    readonly title: string;
    readonly isEnabled: boolean;
    readonly match: Match;
  };
  return `when ${expressionOf(match)}, then ${JSON.stringify(done)}`;
}

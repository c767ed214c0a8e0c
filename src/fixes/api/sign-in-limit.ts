import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import limits from '../../facts/api/limits.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';
import { rateLimitSchema } from '../../protocols/edge/values.ts';

const resource = 'rule:rate-limit/lr-sign-in';
/** Nobody types a password ten times in ten seconds; the free plans of edges count over ten seconds and know paths only. */
const limit = { requests: 10, perSeconds: 10, blockSeconds: 10 } as const;

export default fix({
  title: 'Slow down who tries login and sign-up again and again',
  requirements: ['FIX-3', 'OWASP-1'],
  cures: ['api/rate-limit'],
  needs: { tried: limits },
  plan: ({ target: { name: host } }, { tried }, { state }) => {
    const open = tried.isAsked ? tried.doors.filter(({ sign }) => sign === 'none') : [];
    const paths = open.map(({ url }) => new URL(url).pathname).filter((path) => !/["\\\s*]/.test(path));
    if (paths.length === 0 || !isBehindEdge(state, host)) return { wanted: [] };
    const there = rateLimitSchema.safeParse(state[resource] ?? null);
    const had = there.success ? (there.data.match.paths ?? []) : [];
    return {
      wanted: [
        {
          resource,
          value: {
            title: 'Launch Ready: login and sign-up',
            isEnabled: true,
            match: { paths: [...new Set([...had, ...paths])].toSorted() },
            ...limit,
          },
          risk: 'ask',
          why: `${paths.join(', ')} took every try: more than ${limit.requests} in ${limit.perSeconds} seconds from one address now wait.`,
        },
        ...basics(state),
      ],
      byHand: [
        {
          who: 'owner',
          what: 'Count failed tries per account in the application too: guesses from many addresses pass a limit per address.',
        },
      ],
    };
  },
});

/** What the edge has against robots in any plan, where somebody switched it off. */
function basics(state: Readonly<Record<string, Json>>): readonly WantedResource[] {
  const isOpen = ['off', 'essentially_off'].includes(String(state['setting:security-level']));
  return [
    ...(state['setting:browser-check'] === false
      ? [
          {
            resource: 'setting:browser-check',
            value: true,
            risk: 'ask' as const,
            why: 'Programs that send no browser’s headers are turned away at the edge.',
          },
        ]
      : []),
    ...(isOpen
      ? [
          {
            resource: 'setting:security-level',
            value: 'medium',
            risk: 'ask' as const,
            why: 'Addresses known for attacks are tested before they reach login or sign-up.',
          },
        ]
      : []),
  ];
}

import { fix } from '../../model/fix.ts';
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

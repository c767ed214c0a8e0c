import { fix } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import { isBehindEdge } from '../../protocols/edge/behind.ts';
import { settingSchemas } from '../../protocols/edge/values.ts';

/** Steps of the ladder, in seconds: a mistake found late must still end soon. */
const ladder = [300, 86_400, 2_592_000, 31_536_000] as const;

export default fix({
  title: 'Promise HTTPS for longer, one step at a time',
  requirements: ['FIX-3', 'EDGE-1'],
  cures: ['tls/hsts-presence', 'tls/hsts-strength'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => {
    if (!isBehindEdge(state, name)) return { wanted: [] };
    const parsed = settingSchemas.hsts.safeParse(state['setting:hsts'] ?? null);
    if (!parsed.success) return { wanted: [] };
    const now = parsed.data;
    const next = ladder.find((seconds) => seconds > now.maxAgeSeconds);
    if (next === undefined) return { wanted: [] };
    const value: Json = { ...now, maxAgeSeconds: next };
    const after = ladder.find((seconds) => seconds > next);
    return {
      wanted: [
        {
          resource: 'setting:hsts',
          value,
          risk: 'ask',
          why: `Browsers insist on HTTPS for ${next} seconds${after === undefined ? '.' : `; when nothing broke for a week, plan again for ${after}.`}`,
        },
      ],
    };
  },
});

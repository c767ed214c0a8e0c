import { collector } from '../../model/collector.ts';
import { every, optional } from '../../model/need.ts';
import declared from '../../facts/redirects/declared.ts';
import entry from '../../facts/redirects/entry.ts';
import map from '../../facts/redirects/map.ts';
import { mapRow } from '../../protocols/http/redirect-words.ts';
import type { Walk } from '../../protocols/http/walk.ts';

/** Asks nothing: puts what the other facts of this theme know into one table. */
export default collector({
  yields: map,
  inputs: { entries: every(entry), declared: optional(declared) },
  limits: { timeoutMs: 5_000 },
  collect: async ({ inputs, outside }) => {
    const walks: Walk[] = inputs.entries.flatMap(({ fact }) =>
      fact.state === 'known' && fact.value.isAsked ? [fact.value.http, fact.value.https] : [],
    );
    if (inputs.declared.state === 'known')
      walks.push(...inputs.declared.value.redirects.map((redirect) => redirect.walk));
    const rows = walks.map(mapRow).filter((row) => row !== null);
    return {
      state: 'known',
      value: { rows: rows.toSorted((a, b) => (a.from < b.from ? -1 : 1)) },
      source: 'redirect walks of this run',
      collectedAt: outside.clock.now(),
      tookMs: 0,
    };
  },
});

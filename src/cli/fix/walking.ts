import type { Walked } from '../../engine/fix/verify/journeys.ts';
import { walkAll } from '../../journeys/walk-all.ts';
import type { Outside } from '../../model/outside.ts';
import { atOnce, openWalkingParts } from '../smoke/parts.ts';
import type { Session } from './session.ts';

/** Walks the journeys of launch.yaml through a door; null: `--journeys` was not given, or there are none. */
export function walkFor({
  context,
  input,
  subject,
}: Session): ((outside: Outside) => Promise<readonly Walked[]>) | null {
  const { manifest } = subject;
  const { journeys } = manifest;
  const { options } = input;
  if (!options.isOn('journeys') || journeys.length === 0) return null;
  return async (outside) => {
    if (!options.isOn('quiet')) context.stderr(`Walking ${journeys.length} journeys …\n`);
    await using walking = await openWalkingParts(context, options, { outside, manifest, journeys });
    const runs = await walkAll(journeys, journeys, {
      parts: walking.parts,
      options: { signal: context.signal, atOnce: atOnce(options), onStep: () => undefined },
    });
    return runs.map(({ journey, title, outcome, message }) => ({ journey, title, outcome, message }));
  };
}

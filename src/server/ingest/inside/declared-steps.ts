import type { DeclaredSteps } from '../../../ingest/inside/funnel-event.ts';
import { routeShape } from '../../../ingest/inside/route-name.ts';
import { funnelStepIds } from '../../../model/funnel.ts';
import type { Manifest } from '../../../model/manifest.ts';

const known = new WeakMap<Manifest, DeclaredSteps>();
const nothing: DeclaredSteps = new Map();

/** Routes of `launch.yaml` whose id is that of a step: `signup: POST /api/join` says what a signup is in this product. */
export function declaredSteps(manifest: Manifest | null): DeclaredSteps {
  if (manifest === null) return nothing;
  const made = known.get(manifest) ?? stepsOf(manifest);
  known.set(manifest, made);
  return made;
}

const stepsOf = ({ routes }: Manifest): DeclaredSteps =>
  new Map(
    routes.flatMap(({ id, method, url }) => {
      const step = funnelStepIds.find((each) => each === id);
      return step === undefined ? [] : [[`${method.toUpperCase()} ${routeShape(url)}`, step] as const];
    }),
  );

import { stepsOf } from '../../engine/fix/apply/steps.ts';
import { answersOf } from '../../engine/fix/verify/authorities.ts';
import type { Change, Plan, Provider } from '../../model/fix.ts';
import type { Outside } from '../../model/outside.ts';
import { plural } from '../../model/words.ts';
import { snapshotOf } from '../../protocols/edge/state.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { recordsOf } from '../../protocols/zone/records/record-set.ts';
import { setFrom, setsOf } from '../../protocols/zone/records/resources.ts';
import { memoryProvider } from '../../providers/memory/provider.ts';
import { startShadow } from '../../world/shadow.ts';

/**
 * Plays the plan on a copy of the zone, served by a name server of the demo internet: each set is asked for by socket, then
 * everything is taken back and compared byte for byte. One sentence; a problem begins with "failed".
 */
export async function playOnShadow(
  at: { readonly plan: Plan; readonly state: Resources; readonly provider: Provider },
  outside: Outside,
): Promise<string> {
  const { plan, state, provider } = at;
  const memory = memoryProvider({ zone: plan.zone, clock: outside.clock, initial: state });
  const before = snapshotOf(memory.state());
  const steps = stepsOf(plan, provider);
  await using shadow = await startShadow(plan.zone);
  const seen = new Set<string>();
  for (const step of steps) {
    const problem = await write(memory, step.changes);
    if (problem !== null) return `failed: ${problem}`;
    shadow.serve(recordsOf(setsOf(memory.state())));
    for (const change of step.changes) {
      const wrong = await wrongBySocket(change, shadow.server, outside);
      if (wrong !== null) return `failed: ${wrong}`;
      if (change.resource.startsWith('rrset:')) seen.add(change.resource);
    }
  }
  for (const step of steps.toReversed()) {
    const back = step.changes
      .map((change) => ({ ...change, before: change.after, after: change.before }))
      .toReversed();
    const problem = await write(memory, back);
    if (problem !== null) return `failed on the way back: ${problem}`;
  }
  return snapshotOf(memory.state()) === before
    ? `${plural(steps.length, 'write')} forward and back, ${plural(seen.size, 'record set')} seen by socket, restored to the byte`
    : 'failed on the way back: the zone is not as before';
}

async function write(provider: Provider, changes: readonly Change[]): Promise<string | null> {
  const written = await provider.write(changes, new AbortController().signal);
  if (!written.ok) return written.error.message;
  return written.value.find(({ outcome }) => outcome !== 'done')?.detail ?? null;
}

async function wrongBySocket(
  { resource, after }: Change,
  server: string,
  outside: Outside,
): Promise<string | null> {
  const [, name, type] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
  if (name === undefined || type === undefined || name.startsWith('*') || !shownTypes.has(type)) return null;
  const set = after === null ? null : setFrom(resource, after);
  if (set !== null && 'problem' in set) return set.problem;
  const answer = await answersOf(server, { name, type }, outside);
  if (!answer.ok) return `the shadow does not answer for ${name} ${type}: ${answer.error.message}`;
  const shown = answer.value.map(({ value }) => value).toSorted();
  return shown.join('\n') === (set?.values ?? []).toSorted().join('\n')
    ? null
    : `the shadow shows ${shown.join(', ') || 'nothing'} for ${name} ${type}`;
}

/** Types every name server gives back as they are; delegations and aliases at the apex are answered in ways of their own. */
const shownTypes = new Set(['A', 'AAAA', 'MX', 'TXT', 'CAA', 'SRV', 'CNAME']);

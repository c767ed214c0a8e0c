import type { GateResult } from '../model/deploy.ts';
import type { DeployAtWork, StepOutcome } from './at-work.ts';
import { migrate, release, visible } from './release.ts';
import { interrupted, lower, rollBack } from './rollback.ts';
import type { Ending } from './rollback.ts';
import { lookBefore } from './steps/before.ts';
import { dataKept, lookAtData } from './steps/data.ts';
import { jobsSurvive } from './steps/jobs.ts';
import { markNew } from './steps/marker.ts';
import { smokeRelease } from './steps/smoke.ts';
import { watchRelease } from './steps/watch.ts';
import { writeAhead } from './walking.ts';

/**
 * Gate, migrate, release by the user's own command, marker, wait until it is seen, walk the journeys, watch, decide. Whatever
 * goes wrong after the release command began takes it back. Goes on where its journal ends.
 */
export async function runDeploy(work: DeployAtWork): Promise<Ending> {
  const { command } = work.parts.manifest.deploy;
  if (command === null) return { verdict: 'refused', headline: 'deploy.command is not declared' };
  const closed = await passGate(work);
  if (closed !== null) return closed;
  const before = await work.step('before', 'Before the release', async () => lookBefore(work));
  if (before.status === 'interrupted') return interrupted;
  const migrated = await migrate(work);
  if (migrated.status === 'interrupted') return interrupted;
  if (migrated.status === 'failed') return afterBadMigration(work, migrated.found);
  const isReleased = work.results.has('release');
  const written = {
    carried: isReleased ? [] : await writeAhead(work.parts),
    tables: await lookAtData(work.parts),
  };
  const released = await release(work, command);
  if (released.status === 'interrupted') return interrupted;
  if (released.status === 'failed') return rollBack(work, released.found, written);
  await markNew(work);
  const seen = await visible(work);
  if (seen.status === 'failed') return rollBack(work, seen.found, written);
  const checks = [
    () => work.step('smoke', 'Journeys', async () => smokeRelease(work)),
    () => work.step('data', 'What was written before', async () => dataKept(work.parts, written)),
    () => work.step('jobs', 'Background work', async () => jobsSurvive(work)),
    () => work.step('watch', 'Watch', async () => watchRelease(work)),
  ];
  for (const check of checks) {
    const result = await check();
    if (result.status === 'interrupted') return interrupted;
    // Once read back, the test data is gone.
    const rest = work.results.has('data') ? undefined : written;
    if (result.status === 'failed') return rollBack(work, result.found, rest);
  }
  return { verdict: 'released', headline: releasedText(work) };
}

async function passGate(work: DeployAtWork): Promise<Ending | null> {
  const { gate, signal } = work.parts;
  const result = await work.step('gate', 'Gate', async () =>
    gate === null ? { status: 'skipped', found: 'Left out on purpose' } : gateOutcome(await gate(signal)),
  );
  if (result.status === 'interrupted')
    return { ...interrupted, headline: 'Stopped at the gate; nothing was touched' };
  if (result.status === 'done' || result.status === 'skipped') return null;
  return { verdict: 'refused', headline: `${result.found}; nothing was touched` };
}

function gateOutcome(gate: GateResult): StepOutcome {
  const open = gate.steps.filter(({ status }) => status === 'fail' || status === 'unknown');
  return {
    status: gate.verdict === 'pass' ? 'done' : gate.verdict === 'fail' ? 'failed' : 'unknown',
    found: gate.headline,
    evidence: open.flatMap(({ title, found, problems }) => [
      `${title}: ${found}`,
      ...problems
        .slice(0, 5)
        .map(({ text, path, line }) => `  ${path === null ? '' : `${path}:${line ?? 1} `}${text}`),
    ]),
  };
}

/** Nothing was released. The old release runs on a schema that may be half-way: whether it still works is looked at. */
async function afterBadMigration(work: DeployAtWork, found: string): Promise<Ending> {
  const walked = await work.step('old-smoke', 'Journeys on the old release', async () => smokeRelease(work));
  const state =
    walked.status === 'done' ? 'the old release still works' : `the old release: ${lower(walked.found)}`;
  return { verdict: 'failed', headline: `${found}; nothing was released, ${state}` };
}

function releasedText({ plan, results }: DeployAtWork): string {
  const unknown = [...results.values()]
    .filter(({ status }) => status === 'unknown')
    .map(({ title }) => title.toLowerCase());
  const what = plan.version === null ? 'The release' : shortVersion(plan.version);
  const rest = unknown.length === 0 ? '' : `; not proven: ${unknown.join(', ')}`;
  return `${what} is out and stays${rest}`;
}

/** Commits are read by their first 12 digits. */
const shortVersion = (version: string): string =>
  /^[0-9a-f]{20,}$/.test(version) ? version.slice(0, 12) : version;

import { readFileSync } from 'node:fs';
import { applyPlan } from '../../../src/engine/fix/apply/apply-plan.ts';
import { Journal } from '../../../src/engine/fix/apply/journal.ts';
import { stepsOf } from '../../../src/engine/fix/apply/steps.ts';
import { readPlan } from '../../../src/engine/fix/plan/plan-file.ts';
import { openRealOutside } from '../../../src/cli/real-outside.ts';
import { zoneFileProvider } from '../../../src/providers/zonefile/provider.ts';
import { zone } from './plans.ts';

/** `apply-child FOLDER`: applies FOLDER/plan.json to FOLDER/zone.db, one change at a time, until it is done or killed. */
const folder = process.argv[2] ?? '';
const read = readPlan(readFileSync(`${folder}/plan.json`, 'utf8'));
if (!read.ok) throw new Error(read.problem);
await using outside = await openRealOutside({});
const file = zoneFileProvider({ zone, path: `${folder}/zone.db` }, outside);
const provider = {
  ...file,
  groups: (changes: Parameters<NonNullable<typeof file.groups>>[0]) => changes.map((change) => [change]),
};
const journal = await Journal.open(outside.files, `${folder}/journal.jsonl`);
if (!journal.ok) throw new Error(journal.error.message);
process.stdout.write('ready\n');
const ended = await applyPlan({
  plan: read.plan,
  steps: stepsOf(read.plan, provider),
  journal: journal.value,
  deps: {
    provider,
    outside,
    signal: new AbortController().signal,
    preflight: async () => [],
    verify: async () => ({ checks: 1, failures: [] }),
    onStep: () => void process.stdout.write('step\n'),
    renew: async () => undefined,
    maxWaitMs: 0,
    soakSeconds: 0,
  },
});
process.stdout.write(`${ended.state}\n`);

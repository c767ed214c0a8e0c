import { journalIds, readJournal } from '../../deploy/journal.ts';
import { reportOf } from '../../deploy/report.ts';
import { unixMs } from '../../model/brand.ts';
import type { HandoverChange, HandoverRelease } from '../../model/handover.ts';
import type { Outside } from '../../model/outside.ts';
import type { HandoverVariable } from '../../report/handover/material.ts';
import { readProductEnv } from '../../collectors/env/product.ts';
import type { Manifest } from '../../model/manifest.ts';
import { fixFolder } from '../fix/options.ts';
import { idOf, Shelf } from '../fix/shelf.ts';

const maxReleases = 20;

/** What was applied through `fix apply` and still stands, from the journals on disk. */
export async function appliedChanges(outside: Outside, folder: string): Promise<readonly HandoverChange[]> {
  const shelf = new Shelf(outside.files, `${folder}/${fixFolder}`);
  const rows = await Promise.all(
    (await shelf.plans()).map(async (plan) => {
      const { entries } = await shelf.journal(plan);
      const last = entries.at(-1);
      if (last?.event !== 'done') return [];
      return plan.changes.map((change): HandoverChange => ({
        id: `${idOf(plan)} ${change.id}`,
        at: unixMs(last.at),
        what: `${change.kind} ${change.resource} at ${plan.provider}`,
        why: change.reasons.map(({ title }) => title).join('; ') || change.why,
        by: 'launch-ready fix apply',
        proof: `plan ${idOf(plan)}, verified from outside when it was applied`,
        undo: `launch-ready fix undo ${idOf(plan)}`,
      }));
    }),
  );
  return rows.flat();
}

export async function releases(outside: Outside, folder: string): Promise<readonly HandoverRelease[]> {
  const place = `${folder}/.launch-ready/deploys`;
  const ids = (await journalIds(outside, place)).slice(-maxReleases);
  const read = await Promise.all(ids.map((id) => readJournal(outside, place, id)));
  return read.flatMap((state) => {
    if (!state.ok) return [];
    const report = reportOf(state.value, null);
    return [
      {
        id: report.id,
        at: report.startedAt,
        kind: report.kind === 'rehearsal' ? ('rehearsal' as const) : ('release' as const),
        version: report.version ?? 'not said',
        outcome: report.headline,
        isGood: report.verdict === 'released' || report.verdict === 'proven',
        tookMs: report.rollback?.tookMs ?? report.tookMs,
      },
    ];
  });
}

/** Names and places only. Null when the folder holds no code we can read variables from. */
export async function codeVariables(
  outside: Outside,
  folder: string,
  at: { readonly manifest: Manifest; readonly signal: AbortSignal },
): Promise<readonly HandoverVariable[] | null> {
  const product = await readProductEnv({ outside, folder, ...at, more: [] });
  if (product.files === 0) return null;
  return product.inventory.variables.map(({ name, isRequired, isSecret, isPublic, uses }) => ({
    name,
    isRequired,
    isSecret,
    reachesBrowser: isPublic,
    usedIn: uses[0] === undefined ? 'not read by the code' : `${uses[0].path}:${uses[0].line}`,
  }));
}

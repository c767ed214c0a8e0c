import { unixMs, type UnixMs } from '../../model/brand.ts';
import type { AccessProof } from '../../model/handover.ts';
import { fingerprintOf } from '../../protocols/secrets/match.ts';
import { redactSecrets } from '../../protocols/secrets/redact.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { holdersOf, type Answered, type Asking, type Holder } from './access/holders.ts';
import { accessJournal, accessProofs, keepProofs } from './access/journal.ts';
import { toldAccess } from './access/told.ts';
import { folderOf } from './make.ts';

/** Asks everything that let us in whether it still does, keeps every answer, and prints what still has access. */
export const run: CommandRun = async (context, input) => {
  await using outside = await openSubjectNetwork(context, input);
  const { manifest } = await readSubject(outside, input);
  const folder = folderOf(context, input);
  const before = await accessProofs(outside.files, folder);
  const asking: Asking = { outside, manifest, signal: context.signal };
  const proofs: AccessProof[] = [];
  // One after the other: a burst of refused sign-ins looks like an attack.
  for (const holder of holdersOf(manifest, input.options)) {
    if (context.signal.aborted) return exitCodes.interrupted;
    const answered = await holder.ask(asking);
    proofs.push(proofOf(holder, answered, { before, at: outside.clock.now() }));
  }
  if (proofs.length > 0) await keepProofs(outside.files, folder, proofs);
  context.stdout(
    input.options.isOn('json')
      ? `${JSON.stringify({ schema: 'launch-ready/handover-close@1', proofs }, null, 2)}\n`
      : toldAccess(proofs, accessJournal(folder)),
  );
  if (proofs.some(({ state }) => state === 'open')) return exitCodes.findings;
  // Nothing asked is nothing proven.
  const isProven = proofs.length > 0 && proofs.every(({ state }) => state === 'ended');
  return isProven ? exitCodes.ready : exitCodes.couldNotLook;
};

function proofOf(
  { id, what, reaches, takeAway }: Holder,
  answered: Answered,
  { before, at }: { readonly before: readonly AccessProof[]; readonly at: UnixMs },
): AccessProof {
  const key = answered.secret === null ? null : fingerprintOf(answered.secret);
  const seen = before.findLast((each) => each.state === 'open' && each.id === id && each.key === key);
  const isOpen = answered.state === 'open';
  const isUnproven = answered.state === 'ended' && answered.isWeak === true && seen === undefined;
  const said = redactSecrets(answered.said, at).slice(0, 400);
  return {
    id,
    what,
    reaches,
    takeAway,
    at,
    key,
    state: isUnproven ? 'unclear' : answered.state,
    said: isUnproven ? `${said}; it was never seen signing in here, so that proves nothing` : said,
    endsAt: answered.endsAt === undefined ? null : unixMs(answered.endsAt),
    workedAt: isOpen ? at : (seen?.at ?? null),
  };
}

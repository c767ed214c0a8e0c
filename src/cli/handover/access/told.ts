import type { AccessProof } from '../../../model/handover.ts';
import { plural } from '../../../model/words.ts';
import { inertLine } from '../../../report/inert.ts';
import { isoDay } from '../../../report/handover/lines.ts';

const marks = { open: '■', unclear: '○', ended: '●' } as const;
const order = ['open', 'unclear', 'ended'] as const;

/** What still has access first, then what nobody could say, then what has ended. */
export function toldAccess(proofs: readonly AccessProof[], journal: string): string {
  if (proofs.length === 0)
    return '○ launch.yaml declares no provider token and no test account. Ask about others with --key and --server.\n';
  const rows = order.flatMap((state) => proofs.filter((each) => each.state === state)).map(rowOf);
  const isDone = proofs.every(({ state }) => state === 'ended');
  return [
    headlineOf(proofs),
    ...rows,
    '',
    `Proof    ${journal}`,
    isDone
      ? 'Next     launch-ready handover    to write the proof into the pack'
      : 'Next     launch-ready handover close    once the rest is taken away',
    '',
  ].join('\n');
}

function headlineOf(proofs: readonly AccessProof[]): string {
  const count = (state: AccessProof['state']): number => proofs.filter((each) => each.state === state).length;
  const [open, unclear] = [count('open'), count('unclear')];
  if (open > 0) return `■ ${open} of ${proofs.length} still ${open === 1 ? 'has' : 'have'} access`;
  if (unclear > 0) return `○ ${unclear} of ${proofs.length} not proven`;
  return `● ${plural(proofs.length, 'access', 'accesses')} ended, proven`;
}

function rowOf({ what, reaches, state, said, takeAway, workedAt }: AccessProof): string {
  const seen = state === 'ended' && workedAt !== null ? `; it was let in on ${isoDay(workedAt)}` : '';
  const todo = state === 'ended' ? '' : `\n    ${inertLine(takeAway)}`;
  return `${marks[state]} ${inertLine(what)}, ${inertLine(reaches)}\n    ${inertLine(said)}${seen}${todo}`;
}

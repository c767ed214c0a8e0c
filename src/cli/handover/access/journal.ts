import { z } from 'zod';
import { unixMs } from '../../../model/brand.ts';
import { UserError } from '../../../model/error.ts';
import type { AccessProof } from '../../../model/handover.ts';
import type { Files } from '../../../model/outside.ts';

const maxBytes = 16 * 1024 * 1024;
const moment = z.number().transform(unixMs);
const proof = z.object({
  id: z.string(),
  what: z.string(),
  reaches: z.string(),
  takeAway: z.string(),
  state: z.enum(['open', 'ended', 'unclear']),
  said: z.string(),
  at: moment,
  key: z.string().nullable(),
  endsAt: moment.nullable(),
  workedAt: moment.nullable(),
});

/** Every answer ever given, one line each, never rewritten: beside `launch.yaml`, like the journals of fixes and releases. */
export const accessJournal = (folder: string): string => `${folder}/.launch-ready/handover/access.jsonl`;

/** In the order they were given. A line that a crash cut short is left out; a file that is not there holds none. */
export async function accessProofs(
  files: Pick<Files, 'readText'>,
  folder: string,
): Promise<readonly AccessProof[]> {
  const text = await files.readText(accessJournal(folder), { maxBytes });
  return text.ok ? text.value.split('\n').flatMap(proofIn) : [];
}

/** The newest answer about each key holder. */
export const newestProofs = (proofs: readonly AccessProof[]): readonly AccessProof[] => [
  ...new Map(proofs.map((each) => [each.id, each])).values(),
];

export async function keepProofs(
  files: Pick<Files, 'makeFolder' | 'append'>,
  folder: string,
  proofs: readonly AccessProof[],
): Promise<void> {
  const path = accessJournal(folder);
  const made = await files.makeFolder(path.slice(0, path.lastIndexOf('/')));
  const lines = proofs.map((each) => `${JSON.stringify(each)}\n`).join('');
  const kept = made.ok ? await files.append(path, lines, { isFlushed: true }) : made;
  if (kept.ok) return;
  throw new UserError('LR_FILE_UNWRITABLE', {
    what: `${path}: ${kept.error.message}`,
    why: 'An answer that is not kept proves nothing tomorrow.',
    todo: 'Check the folder and its permissions.',
  });
}

function proofIn(line: string): readonly AccessProof[] {
  try {
    const { data } = proof.safeParse(JSON.parse(line));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
}

import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Store } from '../../model/store.ts';

/** What was written for users about an incident. */
export interface PublicNote {
  readonly at: UnixMs;
  readonly text: string;
}

const shape = z.array(z.object({ at: z.number().transform(unixMs), text: z.string() }));
const maxNotes = 50;
const keyOf = (incident: string): string => `public-notes ${incident}`;

export async function publicNotes(
  { settings }: Pick<Store, 'settings'>,
  incident: string,
): Promise<readonly PublicNote[]> {
  const found = shape.safeParse(await settings.get(keyOf(incident)));
  return found.success ? found.data : [];
}

export async function addPublicNote(
  store: Pick<Store, 'settings'>,
  incident: string,
  note: PublicNote,
): Promise<void> {
  const notes = [...(await publicNotes(store, incident)), note].slice(-maxNotes);
  await store.settings.put(
    keyOf(incident),
    notes.map(({ at, text }) => ({ at, text })),
  );
}

import type { Outside } from '../../model/outside.ts';
import { ReportPile } from '../../protocols/mail/reports/pile.ts';
import { eachReport } from '../../protocols/mail/reports/read.ts';
import { findFiles, type Found, foundIn } from './files.ts';
import type { ReportMailbox } from './imap.ts';

/** Where to look. */
export type ReportPlace =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'mailbox'; readonly mailbox: ReportMailbox };

export interface GatherOptions {
  readonly showsAddresses: boolean;
  readonly signal: AbortSignal;
  /** Called after each file or mail. */
  readonly onProgress?: (pile: ReportPile) => void;
}

/** Reads every place into one pile. One file at a time: nothing but the sums stays. */
export async function gatherReports(
  outside: Outside,
  places: readonly ReportPlace[],
  { showsAddresses, signal, onProgress }: GatherOptions,
): Promise<ReportPile> {
  const pile = new ReportPile({ showsAddresses, nowSeconds: Math.floor(outside.clock.now() / 1000) });
  for (const place of places)
    for await (const found of findIn(outside, place, signal)) {
      if (signal.aborted) return pile;
      addFound(pile, found);
      onProgress?.(pile);
    }
  return pile;
}

async function* findIn(
  outside: Outside,
  place: ReportPlace,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  switch (place.kind) {
    case 'path':
      yield* findFiles(outside.files, place.path);
      return;
    case 'bytes':
      yield* foundIn(place.name, place.bytes, 'file');
      return;
    case 'mailbox': {
      // The IMAP library is loaded only where a mailbox is read.
      const { findInMailbox } = await import('./imap.ts');
      yield* findInMailbox(outside, place.mailbox, signal);
    }
  }
}

function addFound(pile: ReportPile, found: Found): void {
  if (found.state === 'bytes') pile.add(found.name, eachReport(found.bytes), found.place);
  else pile.refuse({ origin: found.name, code: 'unreadable', reason: found.reason });
}

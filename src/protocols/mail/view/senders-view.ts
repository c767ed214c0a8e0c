import { type DetectedSender, detectSenders } from '../services/detect.ts';
import type { SenderEvidence } from '../services/evidence.ts';
import type { NeededRecord } from '../services/needed.ts';

const kept = new WeakMap<SenderEvidence, readonly DetectedSender[]>();

/** Facts are frozen, so one detection serves every judgement. */
export function sendersOf(evidence: SenderEvidence): readonly DetectedSender[] {
  const known = kept.get(evidence) ?? detectSenders(evidence);
  kept.set(evidence, known);
  return known;
}

export interface ToldElsewhere {
  /** Proven: there is no key at all. */
  readonly hasNoKey: boolean;
  /** Declared senders are judged against SPF one by one. */
  readonly isDeclared: boolean;
  readonly hasSpf: boolean;
}

/**
 * What a half-finished service still needs and no other judgement tells. Receiving there is a choice of its own, so a missing
 * exchanger is nothing a sender lacks.
 */
export const stillNeeded = (sender: DetectedSender, told: ToldElsewhere): readonly NeededRecord[] =>
  sender.records.filter(
    ({ isRequired, status, purpose, host }) =>
      isRequired &&
      status === 'missing' &&
      purpose !== 'inbound' &&
      purpose !== 'dmarc' &&
      !(purpose === 'dkim' && told.hasNoKey) &&
      !(purpose === 'spf' && host === sender.at && (told.isDeclared || !told.hasSpf)),
  );

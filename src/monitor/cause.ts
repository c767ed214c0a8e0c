import type { CauseKind, LikelyCause } from '../model/monitor.ts';
import { changeClues } from './cause/changes.ts';
import { clue, hostOf } from './cause/clue.ts';
import type { Clue } from './cause/clue.ts';
import type { CauseEvidence } from './cause/evidence.ts';
import { insideClues } from './cause/inside.ts';
import { layerClues } from './cause/layers.ts';
import { neighbourClues } from './cause/neighbours.ts';
import { responseClues } from './cause/response.ts';

export type { CauseEvidence } from './cause/evidence.ts';

/** Nobody should act on less than this. */
const leastConfidence = 0.35;
const mostConfidence = 0.95;
const maxCauses = 3;

/**
 * Ranked causes of an outage with how sure we are and why, in one sentence each (MON-3). Clues for one cause strengthen each
 * other; a strong rival weakens it, so that two good stories never make one confident answer. Pure; at most three, never none.
 */
export function likelyCauses(evidence: CauseEvidence): readonly LikelyCause[] {
  const clues = cluesIn(evidence);
  const kinds = [...new Set(clues.map(({ kind }) => kind))];
  const beliefs = kinds.map((kind) =>
    beliefIn(
      kind,
      clues.filter((clue) => clue.kind === kind),
    ),
  );
  const ranked = beliefs
    .map((one) => ({ ...one, confidence: weighed(one, beliefs) }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.kind < b.kind ? -1 : 1))
    .slice(0, maxCauses);
  const first = ranked[0];
  if (first !== undefined && first.confidence >= leastConfidence) return ranked;
  const because =
    first === undefined ? 'Nothing points anywhere yet.' : `The best guess is weak: ${first.because}`;
  const unclear: LikelyCause = { kind: 'unclear', confidence: leastConfidence, because };
  return [unclear, ...ranked].slice(0, maxCauses);
}

/** Whatever breaks at somebody else's, from here it is they who have the outage, unless it is our own line. */
function cluesIn(evidence: CauseEvidence): readonly Clue[] {
  const all = [layerClues, responseClues, neighbourClues, changeClues, insideClues].flatMap((find) =>
    find(evidence),
  );
  const ours = all.filter(({ kind }) => kind === 'own-network');
  if (!evidence.isForeign) return ours.length > 0 ? all.map(halved) : all;
  if (ours.length > 0) return ours;
  const isElseWell = evidence.others.some(
    ({ sample }) => sample.outcome === 'up' && sample.at >= evidence.startedAt,
  );
  const theirs = `${hostOf(evidence.monitor)} is run by somebody else, and it fails.`;
  return [clue('third-party', isElseWell ? 0.9 : 0.6, theirs)];
}

/** Our own line being gone explains everything else that is seen. */
const halved = (one: Clue): Clue => (one.kind === 'own-network' ? one : { ...one, weight: one.weight / 2 });

/** Independent clues add up as 1 - (1-a)(1-b)…; the strongest one is the reason that is told. */
function beliefIn(kind: CauseKind, clues: readonly Clue[]): LikelyCause {
  const doubt = clues.reduce((left, clue) => left * (1 - clue.weight), 1);
  const strongest = clues.toSorted((a, b) => b.weight - a.weight)[0];
  return { kind, confidence: 1 - doubt, because: strongest?.because ?? '' };
}

function weighed(one: LikelyCause, all: readonly LikelyCause[]): number {
  const rival = Math.max(
    0,
    ...all.filter(({ kind }) => kind !== one.kind).map(({ confidence }) => confidence),
  );
  const confidence = Math.min(mostConfidence, one.confidence * (1 - rival * 0.4));
  return Math.round(confidence * 100) / 100;
}

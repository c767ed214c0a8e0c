import type { Clue } from './clue.ts';
import { clue, newest } from './clue.ts';
import type { CauseEvidence, RecentChange } from './evidence.ts';

const minuteMs = 60_000;
/** A change this long before the first failure is still looked at. */
const windowMs = 45 * minuteMs;
/** DNS changes reach people as caches run out. */
const dnsWindowMs = 26 * 60 * minuteMs;

/** What changed shortly before. A deploy only explains what a deploy can break. */
export function changeClues(evidence: CauseEvidence): readonly Clue[] {
  return [...deployClues(evidence), ...evidence.changes.flatMap((change) => changeClue(change, evidence))];
}

function deployClues(evidence: CauseEvidence): readonly Clue[] {
  const { deploys, startedAt } = evidence;
  const last = deploys
    .filter(({ at }) => at <= startedAt + minuteMs && startedAt - at <= windowMs)
    .toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined) return [];
  const gapMs = Math.max(0, startedAt - last.at);
  const weight = timeWeight(gapMs) * deployability(evidence);
  if (weight < 0.05) return [];
  const because = `It began ${minutesText(gapMs)} after deploy ${last.version}.`;
  return [clue('deploy', weight, because)];
}

/** The closer, the more it says. */
const timeWeight = (gapMs: number): number =>
  gapMs <= 10 * minuteMs ? 0.85 : gapMs <= 20 * minuteMs ? 0.65 : 0.4;

/** How well a deploy can be behind such a failure at all, 0 to 1. */
function deployability(evidence: CauseEvidence): number {
  const sample = newest(evidence);
  switch (sample?.layer) {
    case 'http':
      return 1;
    case 'content':
    case 'journey':
      return sample.code?.startsWith('mail') === true ? 0.4 : 1;
    case 'connect':
      return sample.code === 'connect-refused' ? 0.9 : 0.5;
    case 'heartbeat':
      return 0.8;
    case 'mail':
      return 0.3;
    case 'dns':
    case 'tls':
      return 0.15;
    case 'own-network':
    case null:
    case undefined:
      return 0;
  }
}

function changeClue(change: RecentChange, evidence: CauseEvidence): readonly Clue[] {
  const gapMs = evidence.startedAt - change.at;
  const layer = newest(evidence)?.layer;
  const text = `${change.what} changed ${minutesText(Math.max(0, gapMs))} before it began.`;
  if (gapMs < -minuteMs) return [];
  if (change.kind === 'dns' && gapMs <= dnsWindowMs) {
    if (layer === 'mail') return [clue('mail', 0.4, text)];
    return layer === 'dns'
      ? [clue('dns', 0.7, text)]
      : layer === 'connect' || layer === 'tls'
        ? [clue('dns', 0.8, text)]
        : [];
  }
  if (gapMs > windowMs) return [];
  if (change.kind === 'certificate') return layer === 'tls' ? [clue('tls', 0.6, text)] : [];
  if (change.kind === 'config' || change.kind === 'env')
    return layer === 'http' || layer === 'content' || layer === 'journey'
      ? [clue('deploy', 0.6 * timeWeight(gapMs), text)]
      : [];
  return [];
}

const minutesText = (ms: number): string => {
  const minutes = Math.round(ms / minuteMs);
  return minutes < 1 ? 'within a minute' : minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

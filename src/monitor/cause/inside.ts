import type { Clue } from './clue.ts';
import { clue, newest } from './clue.ts';
import type { CauseEvidence } from './evidence.ts';

/** Slower than before by this factor and this much counts. */
const slowFactor = 2;
const slowMs = 100;
const failingShare = 0.2;

/** What the product's own traces and errors say; only failures that reached the product can be explained by them. */
export function insideClues(evidence: CauseEvidence): readonly Clue[] {
  const { inside } = evidence;
  const layer = newest(evidence)?.layer;
  const isReached = layer === 'http' || layer === 'content' || layer === 'journey' || layer === 'heartbeat';
  if (inside === null || !isReached) return [];
  const spans = inside.spans.flatMap((span): readonly Clue[] => {
    const isSlow = span.p95Ms >= span.beforeP95Ms * slowFactor && span.p95Ms - span.beforeP95Ms >= slowMs;
    if (!isSlow && span.errorShare < failingShare) return [];
    const what = isSlow
      ? `${span.name} takes ${Math.round(span.p95Ms)} ms instead of ${Math.round(span.beforeP95Ms)} ms`
      : `${Math.round(span.errorShare * 100)} % of calls to ${span.name} fail`;
    if (span.kind === 'database') return [clue('database', 0.8, `Inside, ${what}.`)];
    return span.kind === 'http-client' ? [clue('third-party', 0.8, `Inside, ${what}.`)] : [];
  });
  return [...spans, ...inside.errors.flatMap(errorClue), ...(inside.lost ?? []).flatMap(lostClue)];
}

const databaseError =
  /sequelize|prisma|typeorm|knex|\bpg\b|postgres|mysql|sqlite|redis|mongo|connection pool|deadlock|too many connections/i;

function errorClue(error: { title: string; count: number; before: number; isNew: boolean }): readonly Clue[] {
  if (error.count < 3 || error.count < error.before * 3) return [];
  const title = error.title.slice(0, 80);
  if (databaseError.test(title))
    return [clue('database', 0.6, `Inside, "${title}" came ${error.count} times.`)];
  if (error.isNew)
    return [clue('deploy', 0.35, `Inside, a new error came ${error.count} times: "${title}".`)];
  const usual = `instead of ${error.before}`;
  return [clue('origin', 0.35, `Inside, "${title}" came ${error.count} times ${usual}.`)];
}

const fewestLost = 3;

/** The product answered visitors with errors itself: nothing in front of it is needed to explain them. */
const lostClue = ({ step, failed }: { step: string; failed: number }): readonly Clue[] =>
  failed < fewestLost
    ? []
    : [clue('origin', 0.3, `Inside, the step "${step}" failed ${failed} times for visitors.`)];

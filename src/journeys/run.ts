import type { JourneyStep } from '../model/journey.ts';
import type { JourneyRun, StepRun } from '../model/journey-run.ts';
import type { ManifestJourney } from '../model/manifest.ts';
import { saveArtifact } from './artifacts.ts';
import { BrowserSeat } from './browser-seat.ts';
import { harOf } from './har.ts';
import { useBrowser } from './steps/browser.ts';
import { awaitMail } from './steps/mail.ts';
import { openPage } from './steps/open.ts';
import { sendRequest, waitFor } from './steps/request.ts';
import { uploadFile } from './steps/upload.ts';
import { sendWebhook } from './steps/webhook.ts';
import type { Trouble } from './trouble.ts';
import { trouble } from './trouble.ts';
import { Visitor } from './visitor.ts';
import type { JourneyParts, StepWork } from './work.ts';

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** Goes on as this visitor, with their cookies and values; absent: a new one. */
  readonly visitor?: Visitor;
  readonly onStep?: (step: StepRun) => void;
  /** Cleaning up is left to a later part that goes on as the same visitor. */
  readonly isCleanupLater?: boolean;
}

export interface Walk {
  readonly run: JourneyRun;
  /** For a journey that continues this one. */
  readonly visitor: Visitor;
}

const cleanupGraceMs = 60_000;
const toolVersion = '1';

/** Walks one journey. Never throws for what the world does; cleaning up happens whatever became of the steps. */
export async function walkJourney(
  journey: ManifestJourney,
  parts: JourneyParts,
  options: WalkOptions,
): Promise<Walk> {
  const { outside } = parts;
  const visitor = options.visitor ?? new Visitor(outside, parts.manifest);
  await using seat = new BrowserSeat();
  const startedAt = outside.clock.now();
  const startedMs = outside.clock.monotonicMs();
  const walker: Walker = { parts, visitor, seat, startedMs, onStep: options.onStep ?? (() => {}) };
  const steps = await walkAll(walker, journey.steps, { signal: options.signal, stopsAtFailure: true });
  const tookMs = outside.clock.monotonicMs() - startedMs;
  const bad = steps.find(({ outcome }) => outcome === 'failed' || outcome === 'could not run');
  if (bad !== undefined && bad.outcome === 'failed')
    await saveArtifact(walker, `${journey.id}.har`, harOf(visitor, { version: toolVersion }));
  const cleanup = options.isCleanupLater === true ? [] : await cleanUp(walker, journey);
  return {
    visitor,
    run: {
      journey: journey.id,
      title: journey.title,
      isCritical: journey.isCritical,
      run: visitor.run,
      startedAt,
      tookMs,
      outcome: bad === undefined ? 'good' : bad.outcome === 'failed' ? 'failed' : 'could not run',
      failedStep: bad?.name ?? null,
      code: bad?.code ?? null,
      message: bad?.message ?? '',
      steps,
      cleanup,
      artifacts: visitor.artifacts.splice(0),
    },
  };
}

interface Walker {
  readonly parts: JourneyParts;
  readonly visitor: Visitor;
  readonly seat: BrowserSeat;
  readonly startedMs: number;
  readonly onStep: (step: StepRun) => void;
}

/** Test data is taken away even when the journey was stopped: with time of its own, and each step by itself. */
async function cleanUp(walker: Walker, journey: ManifestJourney): Promise<readonly StepRun[]> {
  const steps = journey.cleanup ?? [];
  if (steps.length === 0) return [];
  using deadline = walker.parts.outside.clock.deadline(cleanupGraceMs);
  return await walkAll(walker, steps, { signal: deadline.signal, stopsAtFailure: false });
}

async function walkAll(
  walker: Walker,
  steps: readonly JourneyStep[],
  how: { readonly signal: AbortSignal; readonly stopsAtFailure: boolean },
): Promise<readonly StepRun[]> {
  const done: StepRun[] = [];
  let isOver = false;
  for (const step of steps) {
    const run: StepRun = isOver ? skipped(walker, step) : await walkStep(walker, step, how.signal);
    isOver ||= how.stopsAtFailure && run.outcome !== 'good';
    done.push(run);
    walker.onStep(run);
  }
  return done;
}

async function walkStep(walker: Walker, step: JourneyStep, signal: AbortSignal): Promise<StepRun> {
  const { parts, visitor, seat } = walker;
  const { clock } = parts.outside;
  const startedMs = clock.monotonicMs();
  const tapedBefore = visitor.taped;
  using deadline = clock.deadline(step.timeoutMs, signal);
  const work: StepWork = {
    parts,
    visitor,
    seat,
    signal: deadline.signal,
    remainingMs: () => step.timeoutMs - (clock.monotonicMs() - startedMs),
  };
  const met = signal.aborted ? stopped : await doStep(step, work);
  const shown = met === null || !signal.aborted ? met : stopped;
  return {
    name: visitor.redaction.text(step.name),
    kind: step.kind,
    outcome: shown === null ? 'good' : shown.isOurs ? 'could not run' : 'failed',
    startedMs: startedMs - walker.startedMs,
    tookMs: clock.monotonicMs() - startedMs,
    code: shown?.code ?? null,
    message: visitor.redaction.text(shown?.message ?? ''),
    evidence: (shown?.evidence ?? []).map((line) => visitor.redaction.text(line).slice(0, 600)),
    exchanges: visitor.tape
      .slice(tapedBefore - visitor.taped || visitor.tape.length)
      .map((taped) => visitor.shown(taped)),
  };
}

const stopped: Trouble = { ...trouble('interrupted', 'Stopped before it was over'), isOurs: true };

async function doStep(step: JourneyStep, work: StepWork): Promise<Trouble | null> {
  switch (step.kind) {
    case 'open':
      return openPage(step, work);
    case 'request':
      return sendRequest(step, work);
    case 'wait':
      return waitFor(step, work);
    case 'browser':
      return useBrowser(step, work);
    case 'mail':
      return awaitMail(step, work);
    case 'webhook':
      return sendWebhook(step, work);
    case 'upload':
      return uploadFile(step, work);
  }
}

/** For journeys whose cleaning up was left for later: as the visitor who walked them. */
export async function cleanUpAfter(
  journey: ManifestJourney,
  visitor: Visitor,
  parts: JourneyParts,
): Promise<readonly StepRun[]> {
  await using seat = new BrowserSeat();
  const startedMs = parts.outside.clock.monotonicMs();
  return await cleanUp({ parts, visitor, seat, startedMs, onStep: () => {} }, journey);
}

const skipped = ({ parts, startedMs }: Walker, step: JourneyStep): StepRun => ({
  name: step.name,
  kind: step.kind,
  outcome: 'skipped',
  startedMs: parts.outside.clock.monotonicMs() - startedMs,
  tookMs: 0,
  code: null,
  message: '',
  evidence: [],
  exchanges: [],
});

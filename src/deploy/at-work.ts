import type { DeployStepId, DeployStepResult, DeployStepStatus, DeployVerdict } from '../model/deploy.ts';
import type { Json } from '../model/json.ts';
import type { DeployPlan, Journal, JournalState } from './journal.ts';
import type { DeployParts } from './parts.ts';

export interface StepOutcome {
  readonly status: DeployStepStatus;
  readonly found: string;
  readonly evidence?: readonly string[];
}

const maxEvidence = 30;

/** One deploy as it goes: every step is in the journal before it begins and after it ended. */
export class DeployAtWork {
  readonly plan: DeployPlan;
  readonly parts: DeployParts;
  readonly results = new Map<DeployStepId, DeployStepResult>();
  /** A step the deploy before an interruption had begun. */
  readonly openBefore: DeployStepId | null;
  readonly startedAt: number;
  readonly #journal: Journal;
  readonly #memos: Map<string, unknown>;

  constructor(parts: DeployParts, journal: Journal, state: JournalState) {
    this.parts = parts;
    this.plan = state.plan;
    this.startedAt = state.startedAt;
    this.openBefore = state.open?.step ?? null;
    this.#journal = journal;
    this.#memos = new Map(state.memos);
    for (const [id, result] of state.ended) this.results.set(id, result);
  }

  /** What an earlier process has done is not done again; what was cut off is. */
  async step(id: DeployStepId, title: string, work: () => Promise<StepOutcome>): Promise<DeployStepResult> {
    const known = this.results.get(id);
    if (known !== undefined && known.status !== 'interrupted') return known;
    const { outside, signal, log } = this.parts;
    const startedAt = outside.clock.now();
    const startedMs = outside.clock.monotonicMs();
    await this.#journal.write({ kind: 'started', at: startedAt, step: id, title });
    log(`${title} …`);
    const done = signal.aborted ? stopped : await work();
    const outcome =
      signal.aborted && done.status !== 'done' ? { ...done, status: 'interrupted' as const } : done;
    const result: DeployStepResult = {
      id,
      title,
      status: outcome.status,
      found: outcome.found.slice(0, 1_000),
      evidence: (outcome.evidence ?? []).slice(0, maxEvidence).map((line) => line.slice(0, 600)),
      startedAt,
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
    this.results.set(id, result);
    await this.#journal.write({
      kind: 'ended',
      at: outside.clock.now(),
      result: { ...result, evidence: [...result.evidence] },
    });
    log(`${title}: ${result.found}`);
    return result;
  }

  /** Noted for whoever goes on after an interruption. */
  async remember(name: string, value: Json): Promise<void> {
    this.#memos.set(name, value);
    // Guarantee: the value is plain JSON, as the journal's own schema wants it.
    const plain = JSON.parse(JSON.stringify(value)) as never;
    await this.#journal.write({ kind: 'memo', at: this.parts.outside.clock.now(), name, value: plain });
  }

  /** Guarantee: only this program writes the journal, each name in one form. */
  recall<T>(name: string): T | null {
    return (this.#memos.get(name) as T | undefined) ?? null;
  }

  async noteProcess(
    step: DeployStepId,
    process: { readonly pid: number; readonly bornAt: string | null },
  ): Promise<void> {
    await this.#journal.write({ kind: 'process', at: this.parts.outside.clock.now(), step, ...process });
  }

  async settle(verdict: DeployVerdict, headline: string): Promise<void> {
    await this.#journal.write({ kind: 'settled', at: this.parts.outside.clock.now(), verdict, headline });
  }
}

const stopped: StepOutcome = { status: 'interrupted', found: 'Stopped before it began' };

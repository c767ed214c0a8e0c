import type { Severity } from '../model/check.ts';
import { PlanEditor } from './plan-editor.ts';
import type { WorldPlan } from './plan.ts';

/** A finding a fault must cause. */
export interface Expectation {
  readonly check: string;
  /** `host:checkout.harbormarket.shop`, as `targetKey` writes it. */
  readonly target: string;
  readonly severity: Severity;
}

/** One way in which a launch goes wrong: the healthy twin with this one change has exactly the expected findings. */
export interface Fault {
  /** What went wrong, as one would say it at the table. */
  readonly title: string;
  /** Ids of PRODUCT.md. */
  readonly requirements: readonly string[];
  /** Pure: the same world with one thing broken. */
  readonly breaks: (world: PlanEditor) => PlanEditor;
  readonly expects: readonly Expectation[];
}

/** `<theme>/<name>` below `src/world/faults`. */
export type FaultId = string;

export const fault = (definition: Fault): Fault => definition;

export const withFaults = (plan: WorldPlan, faults: readonly Fault[]): WorldPlan =>
  faults.reduce((world, one) => one.breaks(world), new PlanEditor(plan)).plan;

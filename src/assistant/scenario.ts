import type { AssistantCategory } from '../model/assistant.ts';

/** What must hold in every answer of a talk; each is one function of `judges.ts`. */
export const judgeIds = [
  'keeps-canaries',
  'keeps-instructions',
  'ignores-orders',
  'sends-nothing-out',
  'writes-nothing',
  'asks-before-writing',
  'prints-no-script',
  'hands-over',
  'answers',
] as const;
export type JudgeId = (typeof judgeIds)[number];

/** What launch.yaml must say for a scenario to mean anything. */
export type ScenarioNeed = 'write tool' | 'confirmed tool' | 'canary to ask for' | 'planted text';

export interface Scenario {
  readonly title: string;
  /** What the visitor types, in order. */
  readonly turns: readonly string[];
  readonly judges: readonly JudgeId[];
  readonly needs?: ScenarioNeed;
}

/** Scenarios by name within their category. */
export type Corpus = Readonly<Record<string, Scenario>>;

export interface NamedScenario extends Scenario {
  /** `<category>/<name>`. */
  readonly id: string;
  readonly category: AssistantCategory;
}

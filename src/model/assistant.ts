import type { Json } from './json.ts';

/** How the product's own AI assistant is spoken to, and what it may do (`assistant:` of launch.yaml). */
export interface ManifestAssistant {
  /** Absolute, or a path on the app host. */
  readonly url: string;
  readonly method: string;
  /** Values may be references. */
  readonly headers: Readonly<Record<string, string>>;
  /** `{{message}}` and `{{conversation}}` inside texts are filled in; a text that is `{{messages}}` becomes the whole talk. */
  readonly body: Json;
  /** Path of the answer's text (`choices.0.message.content`); null: the whole body is the text. */
  readonly answer: string | null;
  /** Path of the list of tools it called; null: it does not tell. */
  readonly toolCalls: string | null;
  /** Path of a value that is set when a person takes over; null: only its words can show that. */
  readonly handover: string | null;
  readonly tools: readonly AssistantTool[];
  readonly canaries: readonly AssistantCanary[];
  /** Reference to its instructions, or the text itself; null: not compared. */
  readonly instructions: string | null;
  /** Questions that make it read a text planted by its owner (`assistant test --plants`). */
  readonly planted: readonly { readonly id: string; readonly ask: string }[];
}

export interface AssistantTool {
  readonly name: string;
  readonly effect: 'read' | 'write';
  /** It may only be called after the user said yes to exactly this. */
  readonly needsConfirmation: boolean;
}

/** A text that must never come out, put by the owner where only the assistant sees it. */
export interface AssistantCanary {
  readonly id: string;
  /** Where it was put: `its instructions`, `the order of another customer`. */
  readonly where: string;
  /** The text or a reference to it. */
  readonly value: string;
  /** What somebody asks who wants it: `order 4711`; null: nothing leads to it by name. */
  readonly ask: string | null;
}

export const assistantCategories = [
  'exfiltration',
  'cross-user',
  'tool-use',
  'indirect-injection',
  'direct-injection',
  'prompt-extraction',
  'escalation',
  'ordinary-questions',
] as const;
export type AssistantCategory = (typeof assistantCategories)[number];

/** One exchange of a talk; answers are redacted and bounded. */
export interface AssistantTurn {
  readonly sent: string;
  readonly answer: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  readonly isHandedOver: boolean;
}

export interface AssistantResult {
  readonly scenario: string;
  readonly title: string;
  readonly category: AssistantCategory;
  /** `unknown`: it could not be asked, never a pass. `skipped`: launch.yaml does not say what it needs. */
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'skipped';
  /** One sentence. */
  readonly found: string;
  /** How many of its runs failed. */
  readonly failedRuns: number;
  readonly runs: number;
  /** The talk that proves it; of the worst run. */
  readonly transcript: readonly AssistantTurn[];
}

export const assistantSchema = 'launch-ready/assistant@1';

export interface AssistantReport {
  readonly schema: typeof assistantSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly product: string;
  readonly url: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly requests: number;
  readonly verdict: 'pass' | 'fail' | 'could not look';
  readonly headline: string;
  readonly results: readonly AssistantResult[];
}

/** A text model the user configured (`textModel:` of launch.yaml); without one everything is written by rules. */
export interface ManifestTextModel {
  /** Of an interface like OpenAI's: `https://api.example.com/v1`; `/chat/completions` is added. */
  readonly url: string;
  readonly model: string;
  /** Reference; null: it needs none. */
  readonly key: string | null;
}

/** What a model wrote, as far as it is believed: never a measurement, never a command. */
export interface Draft {
  readonly by: string;
  readonly sentences: readonly string[];
  /** Sentences left out: they named figures, addresses or commands that nobody gave it. */
  readonly leftOut: number;
}

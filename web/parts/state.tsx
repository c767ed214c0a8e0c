import type { Severity } from '../../src/model/check.ts';
import type { LaunchVerdict } from '../../src/model/report.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'idle';
export type Shape = 'circle' | 'triangle' | 'square' | 'ring' | 'diamond' | 'outline';

const paths: Readonly<Record<Shape, string>> = {
  circle: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z',
  triangle: 'M6 1 11.5 11H.5Z',
  square: 'M1.5 1.5h9v9h-9Z',
  ring: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  diamond: 'M6 .5 11.5 6 6 11.5.5 6Z',
  outline: 'M6 .5 11.5 6 6 11.5.5 6Zm0 2.3L2.8 6 6 9.2 9.2 6Z',
};

export function Mark({ shape }: { readonly shape: Shape }) {
  return (
    <svg class="mark" viewBox="0 0 12 12" aria-hidden="true">
      <path d={paths[shape]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}

export interface StateStyle {
  readonly tone: Tone;
  readonly shape: Shape;
}

export const severityStyles: Readonly<Record<Severity, StateStyle>> = {
  blocker: { tone: 'bad', shape: 'square' },
  high: { tone: 'warn', shape: 'triangle' },
  medium: { tone: 'idle', shape: 'diamond' },
  low: { tone: 'idle', shape: 'outline' },
};

export const verdictStyles: Readonly<Record<LaunchVerdict, StateStyle>> = {
  ship: { tone: 'ok', shape: 'circle' },
  'ship with fixes': { tone: 'warn', shape: 'triangle' },
  pause: { tone: 'bad', shape: 'square' },
  'could not look': { tone: 'idle', shape: 'ring' },
};

/** Shape, colour and word: never one of them alone. */
export function State({ tone, shape, word }: StateStyle & { readonly word: string }) {
  return (
    <span class={`state ${tone}`}>
      <Mark shape={shape} />
      {word}
    </span>
  );
}

export const SeverityState = ({ severity }: { readonly severity: Severity }) => (
  <State {...severityStyles[severity]} word={severity} />
);

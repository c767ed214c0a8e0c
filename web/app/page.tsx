import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Mark, type StateStyle } from '../parts/state.tsx';
import type { ViewState } from './use-view.ts';

export interface AnswerProps {
  readonly style: StateStyle;
  /** The state in a word, for those who see neither colour nor shape. */
  readonly word: string;
  readonly text: string;
  readonly label?: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** The one sentence that answers the question of the page, then what to do. */
export function Answer({ style, word, text, label, aside, children }: AnswerProps) {
  useEffect(() => {
    document.title = `${text} · Launch Ready`;
  }, [text]);
  return (
    <section class="hero" aria-label="Answer">
      <div class="hero-line">
        <div>
          {label === undefined ? null : <p class="label">{label}</p>}
          <h1 class={style.tone}>
            <Mark shape={style.shape} />
            <span>
              <span class="visually-hidden">{word}: </span>
              {text}
            </span>
          </h1>
        </div>
        {aside === undefined ? null : <div class="hero-aside">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

export interface ViewedProps<T> {
  readonly state: ViewState<T>;
  readonly children: (view: T) => ComponentChildren;
}

/** Draws the view when it is there; says plainly why it is not. */
export function Viewed<T>({ state: { view, refused, reload }, children }: ViewedProps<T>) {
  if (view !== null)
    return (
      <>
        {refused === null ? null : <p class="notice bad">{refused.message} What you see is older.</p>}
        {children(view)}
      </>
    );
  if (refused === null) return <p class="muted waiting">Loading…</p>;
  return (
    <Answer style={{ tone: 'idle', shape: 'ring' }} word="not known" text={refused.message}>
      <p>{refused.error.todo}</p>
      <button class="button" type="button" onClick={reload}>
        Try again
      </button>
    </Answer>
  );
}

/** An empty place teaches: what will be here, and what starts it. */
export const Empty = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) => (
  <div class="empty">
    <h2>{title}</h2>
    {children}
  </div>
);

import { useState } from 'preact/hooks';
import type { RefusedError } from './api.ts';
import { RefusalText } from './form.tsx';
import { refusedBy } from './use-view.ts';

export interface ActionProps {
  readonly text: string;
  readonly run: () => Promise<unknown>;
  readonly isPrimary?: boolean;
  /** Asked before it happens: what cannot be taken back. */
  readonly confirm?: string;
  /** Names what it is about where the text alone does not. */
  readonly label?: string;
}

/** A button that does one thing once, and says when it was refused. */
export function Action({ text, run, isPrimary = false, confirm: question, label }: ActionProps) {
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<RefusedError | null>(null);
  const start = (): void => {
    setBusy(true);
    setAsking(false);
    run()
      .then(
        () => setRefused(null),
        (error: unknown) => setRefused(refusedBy(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <span class="action">
      {isAsking ? (
        <>
          <span>{question}</span>
          <button class="button danger" type="button" onClick={start}>
            {text}
          </button>
          <button class="button" type="button" onClick={() => setAsking(false)}>
            Keep
          </button>
        </>
      ) : (
        <button
          class={isPrimary ? 'button primary' : 'button'}
          type="button"
          disabled={isBusy}
          {...(label === undefined ? {} : { 'aria-label': label })}
          onClick={question === undefined ? start : () => setAsking(true)}
        >
          {text}
        </button>
      )}
      {refused === null ? null : <RefusalText refused={refused} />}
    </span>
  );
}

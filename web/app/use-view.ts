import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { LiveEvent } from '../../src/server/contract-settings.ts';
import { get, RefusedError } from './api.ts';
import { onLive } from './live.ts';

export interface ViewState<T> {
  readonly view: T | null;
  readonly refused: RefusedError | null;
  /** What a change answered with, shown at once. */
  readonly show: (view: T) => void;
  readonly reload: () => void;
}

/** The view after an event, or `stale`: fetch it anew. The same view: nothing to do. */
export type Follow<T> = (view: T, event: LiveEvent) => T | 'stale';

/** Events come in bursts; one look is enough for all of them. */
const settleMs = 800;

/** Fetches a view, keeps it while the next one loads, and follows the stream. */
export function useView<T>(path: string, follow: Follow<T>): ViewState<T> {
  const [state, setState] = useState<{ readonly view: T | null; readonly refused: RefusedError | null }>({
    view: null,
    refused: null,
  });
  const newest = useRef(0);
  const load = useCallback(() => {
    const turn = ++newest.current;
    const settle = (next: typeof state): void => {
      if (turn === newest.current) setState(next);
    };
    get<T>(path).then(
      (view) => settle({ view, refused: null }),
      (error: unknown) => {
        const refused = refusedBy(error);
        if (turn === newest.current) setState(({ view }) => ({ view, refused }));
      },
    );
  }, [path]);
  useEffect(() => {
    load();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((event) =>
      setState((now) => {
        const next = event.kind === 'hello' ? 'stale' : now.view === null ? null : follow(now.view, event);
        if (next === 'stale') timer ??= setTimeout(() => ((timer = undefined), load()), settleMs);
        return next === 'stale' || next === now.view ? now : { ...now, view: next };
      }),
    );
    return () => {
      stop();
      clearTimeout(timer);
      newest.current++;
    };
  }, [load]);
  return { ...state, show: (view) => setState({ view, refused: null }), reload: load };
}

export const refusedBy = (error: unknown): RefusedError => {
  if (error instanceof RefusedError) return error;
  throw error;
};

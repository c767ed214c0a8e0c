import type { Clock } from '../../model/outside.ts';
import type { LiveEvent } from '../contract-settings.ts';

/** Everybody who watches live. Nothing is done for nobody. */
export interface LiveHub {
  readonly publish: (event: LiveEvent) => void;
  readonly listeners: () => number;
  /** A stream of server-sent events, or null when there are too many already. */
  readonly open: (signal: AbortSignal) => ReadableStream<Uint8Array> | null;
  readonly close: () => void;
}

const maxListeners = 500;
/** A browser that reads slower than this is sent away; it comes back and fetches anew. */
const maxWaiting = 200;
const beatMs = 5_000;

interface Listener {
  readonly send: (text: string) => void;
  readonly end: () => void;
}

export function createLiveHub(clock: Clock, version: string): LiveHub {
  const listeners = new Set<Listener>();
  let cancelBeat: (() => void) | null = null;
  const publish = (event: LiveEvent): void => {
    if (listeners.size === 0) return;
    const text = eventText(event);
    for (const listener of listeners) listener.send(text);
  };
  const beat = (): void => {
    cancelBeat = listeners.size === 0 ? null : clock.after(beatMs, beat);
    publish({ kind: 'beat', at: clock.now() });
  };
  const leave = (listener: Listener): void => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    cancelBeat?.();
    cancelBeat = null;
  };
  const join = (listener: Listener): void => {
    listeners.add(listener);
    listener.send(eventText({ kind: 'hello', at: clock.now(), version }));
    cancelBeat ??= clock.after(beatMs, beat);
  };
  return {
    publish,
    listeners: () => listeners.size,
    open: (signal) => (listeners.size >= maxListeners ? null : streamFor({ join, leave }, signal)),
    close: () => {
      for (const listener of listeners) listener.end();
    },
  };
}

function streamFor(
  hub: { readonly join: (listener: Listener) => void; readonly leave: (listener: Listener) => void },
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        let isOver = false;
        const listener: Listener = {
          send: (text) => {
            if (isOver) return;
            if ((controller.desiredSize ?? 0) <= 0) listener.end();
            else controller.enqueue(encoder.encode(text));
          },
          end: () => {
            if (isOver) return;
            isOver = true;
            hub.leave(listener);
            controller.close();
          },
        };
        end = listener.end;
        signal.addEventListener('abort', listener.end, { once: true });
        hub.join(listener);
      },
      cancel: () => end(),
    },
    { highWaterMark: maxWaiting },
  );
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: JSON has no line breaks, so one data line is enough. */
const eventText = (event: LiveEvent): string => `event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;

import type { LiveEvent } from '../../src/server/contract-settings.ts';
import { createCell } from './cell.ts';

/** When the stream was last heard before it was lost; null while it is heard. */
export const lostSince = createCell<number | null>(null);

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();

export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const kinds: readonly LiveEvent['kind'][] = [
  'hello',
  'beat',
  'monitors',
  'incident',
  'deploy',
  'changed',
  'audit',
];
/** Three beats missed. */
const silentMs = 15_000;
const retryMs = 5_000;

/** Listens until the returned function is called; the browser reconnects by itself, except after a refusal. */
export function startLive(): () => void {
  let source = open();
  let heardAt = Date.now();
  const watchdog = setInterval(() => {
    const now = Date.now();
    const isClosed = source.readyState === EventSource.CLOSED;
    if (now - heardAt > silentMs || isClosed) lostSince.set(lostSince.get() ?? heardAt);
    if (isClosed || now - heardAt > 2 * silentMs) {
      source.close();
      source = open();
    }
  }, retryMs);
  function open(): EventSource {
    const made = new EventSource('/api/live');
    for (const kind of kinds)
      made.addEventListener(kind, (message: MessageEvent<string>) => {
        heardAt = Date.now();
        lostSince.set(null);
        tell(message.data);
      });
    made.addEventListener('error', () => lostSince.set(lostSince.get() ?? heardAt));
    return made;
  }
  return () => {
    clearInterval(watchdog);
    source.close();
    lostSince.set(null);
  };
}

function tell(text: string): void {
  const event = eventOf(text);
  for (const listener of listeners) listener(event);
}

/** The contract's type is the server's promise for this stream. */
const eventOf = (text: string): LiveEvent => JSON.parse(text) as LiveEvent;

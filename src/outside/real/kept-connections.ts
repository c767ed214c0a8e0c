import type { Socket } from 'node:net';
import type { TlsSession } from '../../model/outside-sockets.ts';
import type { Clock } from '../../model/outside.ts';

/** A connection on which one exchange has ended and another may begin (RFC 9112 section 9.3). */
export interface Connection {
  readonly stream: Socket;
  readonly address: string;
  readonly tls: TlsSession | null;
}

export interface KeptConnections {
  /** The youngest that is fit; the others stay. */
  readonly take: (key: string, isFit: (connection: Connection) => boolean) => Connection | null;
  readonly keep: (key: string, connection: Connection) => void;
  readonly count: () => number;
}

/** Servers hang up on idle connections after 5 s and more; one that is older is not worth the risk of a repeat. */
const maxIdleMs = 4000;
const maxKept = 128;
const maxPerKey = 8;

/**
 * Idle connections by key. They do not hold the process open; a byte nobody asked for, an end or
 * an error ends them. Whoever owns the sockets closes what is left.
 */
export function keptConnections(clock: Clock): KeptConnections {
  const kept = new Map<string, Idle[]>();
  let count = 0;
  const remove = (key: string, idle: Idle): void => {
    const list = kept.get(key) ?? [];
    const at = list.indexOf(idle);
    if (at < 0) return;
    list.splice(at, 1);
    if (list.length === 0) kept.delete(key);
    count -= 1;
    idle.release();
  };
  const take: KeptConnections['take'] = (key, isFit) => {
    for (const idle of kept.get(key)?.toReversed() ?? []) {
      if (!isFit(idle.connection)) continue;
      remove(key, idle);
      const { stream } = idle.connection;
      const isFresh = clock.monotonicMs() - idle.sinceMs < maxIdleMs;
      if (isFresh && !stream.destroyed && stream.writable && stream.readableLength === 0)
        return idle.connection;
      stream.destroy();
    }
    return null;
  };
  const keep: KeptConnections['keep'] = (key, connection) => {
    const list = kept.get(key) ?? [];
    if (count >= maxKept || list.length >= maxPerKey) return void connection.stream.destroy();
    const end = (): void => {
      remove(key, idle);
      connection.stream.destroy();
    };
    const idle: Idle = {
      connection,
      sinceMs: clock.monotonicMs(),
      release: watchIdle(connection.stream, end),
    };
    list.push(idle);
    kept.set(key, list);
    count += 1;
  };
  return { take, keep, count: () => count };
}

interface Idle {
  readonly connection: Connection;
  readonly sinceMs: number;
  readonly release: () => void;
}

function watchIdle(stream: Socket, end: () => void): () => void {
  stream.on('data', end).on('end', end).on('error', end).on('close', end);
  stream.unref();
  return () => {
    stream.off('data', end).off('end', end).off('error', end).off('close', end);
    stream.ref();
  };
}

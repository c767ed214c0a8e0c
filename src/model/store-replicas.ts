import type { UnixMs } from './brand.ts';
import type { Json } from './json.ts';

/** What several replicas over one store share beside the data: who does what, and messages to the one that decides. */

export interface LeaseStore {
  /** True when this holder has the lease until `now + ttlMs`. */
  acquire(
    name: string,
    holder: string,
    times: { readonly now: UnixMs; readonly ttlMs: number },
  ): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /**
   * Who has the lease. `token` grows with every change of holder (fencing): work begun under an older one is not to be
   * finished. Null when nobody has it; `until` may lie in the past.
   */
  holding(
    name: string,
  ): Promise<{ readonly holder: string; readonly token: number; readonly until: UnixMs } | null>;
  /** Names that begin so and are held at `now`, with who holds them. */
  held(
    prefix: string,
    now: UnixMs,
  ): Promise<readonly { readonly name: string; readonly holder: string; readonly until: UnixMs }[]>;
}

/** Messages to the replica that decides, in order; each stays until it is removed, so it may be seen twice. */
export interface InboxStore {
  /** Durable when it resolves; an id that is there already changes nothing. */
  put(messages: readonly InboxMessage[]): Promise<void>;
  oldest(limit: number): Promise<readonly InboxMessage[]>;
  remove(ids: readonly string[]): Promise<void>;
}
export interface InboxMessage {
  readonly id: string;
  readonly at: UnixMs;
  readonly body: Json;
}

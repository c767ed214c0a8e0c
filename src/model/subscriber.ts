import type { UnixMs } from './brand.ts';

/** `id` is a hash of the address; the address itself is sealed. */
export interface Subscriber {
  readonly id: string;
  readonly address: string;
  readonly state: 'asked' | 'confirmed';
  readonly createdAt: UnixMs;
  readonly confirmedAt: UnixMs | null;
  /** What they were told last, newest last. */
  readonly told: readonly string[];
}
export interface SubscriberStore {
  put(subscriber: Subscriber): Promise<void>;
  get(id: string): Promise<Subscriber | null>;
  list(limit: number): Promise<readonly Subscriber[]>;
  remove(id: string): Promise<void>;
}

import type { Monitor, Sample } from '../../model/monitor.ts';
import type { Recheck } from '../../monitor/incident/policy.ts';
import type { WatchHealth } from '../../monitor/watch.ts';
import type { Reference } from '../../monitor/watching/references.ts';
import type { OutsideOptions } from '../outside-options.ts';

/** With what a thread of looks begins. */
export interface LookThreadData {
  readonly network: OutsideOptions;
  readonly region: string;
  readonly references: readonly Reference[];
}

/** What the thread is told. */
export type LookOrder =
  | {
      readonly kind: 'monitors';
      readonly monitors: readonly Monitor[];
      readonly lastAt: ReadonlyMap<string, number>;
    }
  | { readonly kind: 'recheck'; readonly rechecks: readonly Recheck[]; readonly fromMs: number }
  | { readonly kind: 'close' };

/** What the thread tells. */
export type LookNews =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[]; readonly health: WatchHealth | null }
  | { readonly kind: 'trouble'; readonly sentence: string }
  | { readonly kind: 'closed' };

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import type { Store } from '../../src/model/store.ts';
import { createFakeClock, type FakeClock } from '../../src/outside/fake/clock.ts';
import type { Retention } from '../../src/model/retention.ts';
import { eventCases } from './store/events.ts';
import { ingestCases } from './store/ingest.ts';
import { leaseCases } from './store/leases.ts';
import { outboxCases } from './store/outbox.ts';
import { peopleCases } from './store/people.ts';
import { recordCases } from './store/records.ts';
import { replicaCases } from './store/replicas.ts';
import { retentionCases } from './store/retention.ts';
import { rollupCases } from './store/rollups.ts';
import { sampleCases } from './store/samples.ts';
import type { StoreCase } from './store/story.ts';
import { traceCases } from './store/traces.ts';

/** Every promise of `src/model/store.ts`, as cases over an empty store. */
export const storeCases: Readonly<Record<string, readonly StoreCase[]>> = {
  samples: sampleCases,
  rollups: rollupCases,
  retention: retentionCases,
  outbox: outboxCases,
  records: recordCases,
  people: peopleCases,
  events: eventCases,
  ingest: ingestCases,
  traces: traceCases,
  leases: leaseCases,
  replicas: replicaCases,
};

/** Opens the data of one case; called several times for several processes on the same data. */
export type StoreOpener = (place: {
  readonly name: string;
  readonly folder: string;
  readonly clock: FakeClock;
  readonly retention: Partial<Retention>;
}) => Promise<Store>;

/** Runs the suite (MON-10), or these themes of it, over one implementation; call it within a `describe`. */
export function describeStore(open: StoreOpener, themes: readonly string[] = Object.keys(storeCases)): void {
  let number = 0;
  for (const theme of themes) {
    const cases = storeCases[theme] ?? [];
    describe(theme, () => {
      test.for(cases.map((one) => [one.title, one] as const))('%s', async ([, one]) => {
        number += 1;
        const name = `case_${number}`;
        const folder = mkdtempSync(join(tmpdir(), 'launch-ready-store-'));
        const clock = createFakeClock();
        const opened: Store[] = [];
        const second = async (retention: Partial<Retention> = {}): Promise<Store> => {
          const store = await open({ name, folder, clock, retention });
          opened.push(store);
          return store;
        };
        try {
          await one.run({ store: await second(), clock, second, path: (file) => join(folder, file) });
        } finally {
          for (const store of opened) await store[Symbol.asyncDispose]();
          rmSync(folder, { recursive: true });
        }
      });
    });
  }
}

import type { Store } from '../../model/store.ts';
import { StoreError } from '../../model/store-error.ts';
import type { Engine } from './engine.ts';
import { eventStore } from './events.ts';
import { createForgetter } from './forget.ts';
import { inboxStore, subscriberStore } from './inbox.ts';
import { incidentStore } from './incidents.ts';
import { ingestStore } from './ingest.ts';
import { leaseStore } from './leases.ts';
import { monitorStore } from './monitors.ts';
import { outboxStore } from './outbox.ts';
import { peopleStore } from './people.ts';
import { auditTrail, deployStore, maintenanceStore, settingsStore } from './records.ts';
import type { RetentionBook } from './retention.ts';
import { rollUp } from './roll-up.ts';
import { runStore } from './runs.ts';
import { sampleStore } from './samples.ts';
import { traceStore } from './traces.ts';

/** The whole store over one engine; both databases run exactly this. */
export function createSqlStore(engine: Engine, retention: RetentionBook): Store {
  const forget = createForgetter(engine, retention);
  return {
    kind: engine.kind,
    monitors: monitorStore(engine),
    samples: sampleStore(engine, retention),
    incidents: incidentStore(engine),
    outbox: outboxStore(engine),
    deploys: deployStore(engine),
    maintenance: maintenanceStore(engine),
    people: peopleStore(engine),
    audit: auditTrail(engine),
    settings: settingsStore(engine),
    retention,
    runs: runStore(engine),
    events: eventStore(engine, retention),
    ingest: ingestStore(engine),
    traces: traceStore(engine, retention),
    leases: leaseStore(engine),
    inbox: inboxStore(engine),
    subscribers: subscriberStore(engine),
    maintain: async (now) => ({
      rolledUp: await rollUp(engine, now),
      removed: await forget(now),
    }),
    backup: engine.backup,
    health: () => health(engine),
    [Symbol.asyncDispose]: engine.close,
  };
}

/** Asks by doing: one row is written. */
async function health(engine: Engine): ReturnType<Store['health']> {
  const startedMs = engine.clock.monotonicMs();
  try {
    await writeBeat(engine);
    const tookMs = Math.round(engine.clock.monotonicMs() - startedMs);
    return { isWritable: true, detail: `${await engine.describe()}; a write took ${tookMs} ms` };
  } catch (error) {
    if (error instanceof StoreError) return { isWritable: false, detail: error.message };
    throw error;
  }
}

export async function writeBeat(engine: Engine): Promise<void> {
  const at = engine.clock.now();
  await engine.write(async (trx) => {
    await trx
      .insertInto('beats')
      .values({ name: 'health', at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
      .execute();
  });
}

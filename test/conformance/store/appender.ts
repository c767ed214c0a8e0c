import { writeSync } from 'node:fs';
import { createClock } from '../../../src/outside/real/clock.ts';
import { openPostgresStore } from '../../../src/store/open-postgres.ts';
import { openSqliteStore } from '../../../src/store/open-sqlite.ts';
import { unixMs } from '../../../src/model/brand.ts';
import { entry, sample } from './story.ts';

/**
 * Run as a process that is killed: appends batches of 50 samples, puts alerts into the outbox and sends them, and says on
 * stdout what was acknowledged, a line each: `samples <batch>`, `alert <id>`, `sent <id>`, `done <id>`. Never ends by itself.
 */
const [kind = '', target = '', first = '0', firstAt = '0'] = process.argv.slice(2);
const clock = createClock();
const store =
  kind === 'sqlite'
    ? await openSqliteStore({ path: target, clock })
    : await openPostgresStore({ url: target, clock });
const say = (line: string): void => void writeSync(1, `${line}\n`);

const batchAt = (batch: number) =>
  Array.from({ length: 50 }, (_, place) =>
    sample({ monitor: `m${place}`, at: unixMs(Number(firstAt) + batch * 1000), totalMs: batch + place }),
  );

async function alerts(batch: number): Promise<void> {
  const id = `alert-${batch}`;
  await store.outbox.enqueue(entry(id));
  say(`alert ${id}`);
  for (const due of await store.outbox.due(clock.now(), 5)) {
    say(`sent ${due.id}`);
    const delivery = { outcome: 'delivered', detail: 'ok', retryAfterMs: null, messageId: due.id } as const;
    await store.outbox.record(due.id, delivery, 'done');
    say(`done ${due.id}`);
  }
}

for (let batch = Number(first); ; batch += 1) {
  await Promise.all([
    store.samples.append(batchAt(batch)).then(() => say(`samples ${batch}`)),
    alerts(batch),
    store.maintain(clock.now()),
  ]);
}

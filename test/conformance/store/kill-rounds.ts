import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { Store } from '../../../src/model/store.ts';
import { unixMs } from '../../../src/model/brand.ts';
import { hour, minute } from './story.ts';

/** 10 rounds in every run; `STORE_KILL_ROUNDS=50` for the long one. */
export const killRounds = Number(process.env['STORE_KILL_ROUNDS'] ?? 10);

export interface KillPlace {
  readonly kind: Store['kind'];
  /** Path or url. */
  readonly target: string;
  readonly open: () => Promise<Store>;
}

/** Kills a writing process with SIGKILL, round after round, and looks each time for what it had acknowledged. */
export async function surviveKills(place: KillPlace): Promise<void> {
  // Batches are a second apart from an hour ago, so no round reaches the future or a day long gone.
  const firstAt = Math.floor((Date.now() - hour) / minute) * minute;
  const told: string[] = [];
  for (let round = 0; round < killRounds; round += 1) {
    const next = numbersOf(told, 'samples').reduce((most, batch) => Math.max(most, batch + 2), 0);
    told.push(...(await writeUntilKilled(place, { next, firstAt, lines: 25 + ((round * 37) % 40) })));
    await using store = await place.open();
    await lookForSamples(store, numbersOf(told, 'samples'), firstAt);
    await lookForAlerts(store, told);
  }
  expect(numbersOf(told, 'samples').length).toBeGreaterThan(killRounds);
}

interface Round {
  readonly next: number;
  readonly firstAt: number;
  readonly lines: number;
}

/** Whole lines that came before the kill; the process dies somewhere in the work that follows the last one awaited. */
async function writeUntilKilled(place: KillPlace, round: Round): Promise<readonly string[]> {
  const script = new URL('appender.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    ['--no-warnings', script, place.kind, place.target, String(round.next), String(round.firstAt)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    if (told.length === round.lines) child.kill('SIGKILL');
  }
  expect(child.signalCode ?? 'SIGKILL').toBe('SIGKILL');
  expect(told.length).toBeGreaterThanOrEqual(round.lines);
  return told;
}

async function lookForSamples(store: Store, batches: readonly number[], firstAt: number): Promise<void> {
  const kept = await store.samples.raw('m7', unixMs(firstAt), unixMs(firstAt + 24 * hour));
  const times = new Set(kept.map(({ at }) => (at - firstAt) / 1000));
  expect(batches.filter((batch) => !times.has(batch))).toEqual([]);
  // No batch is there in part, and rollups count what the samples say.
  const rollups = await store.samples.rollups({
    monitors: ['m0', 'm7', 'm49'],
    step: '1h',
    from: unixMs(Math.floor(firstAt / hour) * hour),
    to: unixMs(firstAt + 24 * hour),
  });
  for (const monitor of ['m0', 'm7', 'm49']) {
    const counted = rollups.filter((one) => one.monitor === monitor).reduce((sum, one) => sum + one.count, 0);
    expect([monitor, counted]).toEqual([monitor, kept.length]);
  }
}

async function lookForAlerts(store: Store, told: readonly string[]): Promise<void> {
  const kept = await store.outbox.list(10_000);
  const states = new Map(kept.map(({ id, state }) => [id, state]));
  expect(states.size).toBe(kept.length);
  const idsOf = (word: string): readonly string[] =>
    told.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  expect(idsOf('alert').filter((id) => !states.has(id))).toEqual([]);
  expect(idsOf('done').filter((id) => states.get(id) !== 'done')).toEqual([]);
  // Nothing that was noted as sent was handed to a sender again.
  const sent = idsOf('sent');
  const twice = sent.filter((id, at) => sent.indexOf(id) !== at);
  const doneFirst = new Set(
    idsOf('done').filter((id) => told.indexOf(`done ${id}`) < told.lastIndexOf(`sent ${id}`)),
  );
  expect(twice.filter((id) => doneFirst.has(id))).toEqual([]);
}

const numbersOf = (told: readonly string[], word: string): readonly number[] =>
  told.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length + 1)));

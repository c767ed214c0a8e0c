import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check } from '../../src/model/check.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { FactToken } from '../../src/model/fact.ts';
import type { Needs } from '../../src/model/need.ts';
import type { Plugin } from '../../src/model/plugin.ts';
import type { Command } from '../../src/cli/command.ts';

/** Everything the reference is made from: imported definitions, never source text. */
export interface Metadata {
  readonly checks: readonly Plugin<Check<Needs>>[];
  readonly facts: readonly Plugin<FactToken<unknown>>[];
  readonly collectors: readonly Plugin<Collector<unknown, Needs>>[];
  readonly commands: readonly Plugin<Command>[];
  /** Fixes, probes, alert channels and providers: whatever else names requirement ids. */
  readonly others: readonly (Plugin<{
    readonly title?: string;
    readonly requirements?: readonly string[];
  }> & { readonly room: string })[];
}

const source = new URL('../../src/', import.meta.url).pathname;
const otherRooms = ['fixes', 'monitor/probes', 'monitor/alerts', 'tools'] as const;

export async function readMetadata(): Promise<Metadata> {
  return {
    checks: await definitions<Check<Needs>>('checks'),
    facts: await definitions<FactToken<unknown>>('facts'),
    collectors: (await definitions<Collector<unknown, Needs>>('collectors')).filter(
      (each) => 'yields' in each.definition,
    ),
    commands: await definitions<Command>('cli/commands'),
    others: (
      await Promise.all(
        otherRooms.map(async (room) =>
          (await definitions<{ readonly requirements?: readonly string[] }>(room)).map((each) => ({
            ...each,
            room,
          })),
        ),
      )
    ).flat(),
  };
}

async function definitions<T>(room: string): Promise<readonly Plugin<T>[]> {
  const folder = join(source, room);
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const loaded = await Promise.all(
    paths.map(async (path) => ({
      id: path.slice(folder.length + 1).replace(/\.ts$/, ''),
      definition: ((await import(pathToFileURL(path).href)) as { readonly default?: T }).default,
    })),
  );
  return loaded.filter((each): each is Plugin<T> => each.definition !== undefined);
}

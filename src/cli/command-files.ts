import { readdirSync } from 'node:fs';
import type { Plugin } from '../model/plugin.ts';
import type { Command } from './command.ts';

const folder = new URL('./commands/', import.meta.url);

/**
 * The commands' metadata, found by folder. When the first word names a command only that file (and its subcommands) is read; the
 * help of the whole program reads what it lists, the commands of one word; mistakes read all.
 */
export async function loadCommands(argv: readonly string[]): Promise<readonly Plugin<Command>[]> {
  return Promise.all(wantedOf(commandIds(''), argv[0]).map(loadCommand));
}

export const loadAllCommands = (): Promise<readonly Plugin<Command>[]> =>
  Promise.all(commandIds('').map(loadCommand));

function wantedOf(all: readonly string[], first: string | undefined): readonly string[] {
  if (first === undefined || first.startsWith('-')) return all.filter((id) => !id.includes('/'));
  const named = all.filter((id) => id === first || id.startsWith(`${first}/`));
  return named.length > 0 ? named : all;
}

async function loadCommand(id: string): Promise<Plugin<Command>> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const module = (await import(new URL(`${id}.${ending}`, folder).href)) as { readonly default: Command };
  return { id, definition: module.default };
}

function commandIds(prefix: string): readonly string[] {
  return readdirSync(new URL(prefix, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return commandIds(`${prefix}${entry.name}/`);
    return /^[^.]+\.(ts|js)$/.test(entry.name) ? [`${prefix}${entry.name.replace(/\.[jt]s$/, '')}`] : [];
  });
}

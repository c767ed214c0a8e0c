import { readdirSync } from 'node:fs';
import type { Plugin } from '../model/plugin.ts';
import type { Command } from './command.ts';

const folder = new URL('./commands/', import.meta.url);

/**
 * The commands' metadata, found by folder. When the first word names a command only that file (and its subcommands) is read;
 * help and mistakes read all.
 */
export async function loadCommands(argv: readonly string[]): Promise<readonly Plugin<Command>[]> {
  const all = commandIds('');
  const wanted = all.filter((id) => id === argv[0] || id.startsWith(`${argv[0]}/`));
  return Promise.all((wanted.length > 0 ? wanted : all).map(loadCommand));
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

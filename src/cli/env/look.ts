import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import { nearest } from '../../model/nearest.ts';
import type { Outside } from '../../model/outside.ts';
import { readNamedSource, sourceKinds } from '../../collectors/env/named-sources.ts';
import { readProductEnv, type ProductEnv } from '../../collectors/env/product.ts';
import type { Environment } from '../../protocols/env/values/environment.ts';
import { manifestOf } from '../audit/subject.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { absolute } from '../scan/look.ts';

export interface EnvPlace {
  readonly context: CommandContext;
  readonly input: CommandInput;
  readonly outside: Outside;
}

/** The folder, its manifest, and every environment asked for. */
export async function lookAtEnv(place: EnvPlace): Promise<ProductEnv & { readonly folder: string }> {
  const { context, input, outside } = place;
  const folder = absolute(context.cwd, input.arguments[0] ?? '.');
  const found = await outside.files.stat(folder);
  if (!found.ok || found.value.kind !== 'folder')
    throw new UserError('LR_SCAN_PATH', {
      what: `${folder}: ${found.ok ? 'it is no folder' : found.error.kind === 'not-found' ? 'there is no such folder' : found.error.message}`,
      why: 'The inventory is made from the code.',
      todo: 'Give the folder with the code.',
    });
  const manifest = await manifestOfFolder(place, folder);
  const at = { outside, folder, signal: context.signal };
  const more: Environment[] = [];
  for (const text of input.options.list('environment')) {
    const { name, source } = namedSource(text);
    more.push(await readNamedSource(at, name, source));
  }
  const product = await readProductEnv({ ...at, manifest, more });
  return { ...product, folder };
}

export async function manifestOfFolder(
  { input, outside, context }: EnvPlace,
  folder: string,
): Promise<Manifest | null> {
  const named = input.options.text('manifest');
  const path = named === undefined ? `${folder}/launch.yaml` : absolute(context.cwd, named);
  const text = await outside.files.readText(path, { maxBytes: 1024 * 1024 });
  if (text.ok) return manifestOf(text.value, named ?? 'launch.yaml');
  if (named === undefined) return null;
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `--manifest ${named}: ${text.error.message}`,
    why: 'The command needs this file.',
    todo: 'Check the path, or write one with: launch-ready init',
  });
}

function namedSource(text: string): { readonly name: string; readonly source: string } {
  const [name = '', source = ''] = text.split(/=(.*)/s);
  const kind = source.split(':')[0] ?? '';
  if (/^[\w-]{1,40}$/.test(name) && sourceKinds.includes(kind)) return { name, source };
  const guess = kind === '' ? null : nearest(kind, sourceKinds);
  throw new UserError('LR_ENV_SOURCE', {
    what: `--environment ${text.slice(0, 80)}: ${kind === '' ? 'the source is missing' : `${kind.slice(0, 40)} is no source`}.${guess === null ? '' : ` Did you mean ${guess}?`}`,
    why: 'Without a source nothing is known about that environment.',
    todo: `Write name=source, with a source of ${sourceKinds.join(', ')}.`,
  });
}

import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';

const maxBytes = 65_536;

/** The text a reference of launch.yaml leads to. */
export async function secretOf(
  outside: Pick<Outside, 'env' | 'files'>,
  where: string,
  reference: string,
): Promise<string> {
  const value = reference.startsWith('env:')
    ? outside.env.get(reference.slice('env:'.length))
    : await fileText(outside, reference.replace(/^file:/, ''));
  if (value !== undefined && value.trim() !== '') return value.trim();
  throw new UserError('LR_PROVIDER_SECRET', {
    what: `${where}: ${reference.slice(0, 100)} leads to nothing.`,
    why: 'The provider lets nobody in without it.',
    todo: 'Set the variable, or check the path and its permissions.',
  });
}

async function fileText({ files }: Pick<Outside, 'files'>, path: string): Promise<string | undefined> {
  const text = await files.readText(path, { maxBytes });
  return text.ok ? text.value : undefined;
}

import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';

/** The address behind `env:NAME` or `file:path`; it is never printed. */
export async function referencedUrl(text: string, flag: string, outside: Outside): Promise<string> {
  const [kind, rest = ''] = text.split(/:(.*)/s);
  const value =
    kind === 'env' ? outside.env.get(rest) : kind === 'file' ? await fileText(rest, outside) : undefined;
  const url = value?.trim() ?? '';
  if (/^postgres(?:ql)?:\/\//.test(url)) return url;
  const isReference = kind === 'env' || kind === 'file';
  throw new UserError('LR_MIGRATIONS_DATABASE', {
    what: isReference
      ? `${flag} ${kind}:${rest.slice(0, 60)} ${url === '' ? 'is not set' : 'holds no postgres:// address'}.`
      : `${flag} wants a reference, not an address.`,
    why: 'Addresses carry passwords, and what stands on a command line is seen by everybody on the machine.',
    todo: `Write ${flag} env:NAME or file:path, and put the address there.`,
  });
}

async function fileText(path: string, outside: Outside): Promise<string | undefined> {
  const text = await outside.files.readText(path, { maxBytes: 64 * 1024 });
  return text.ok ? text.value : undefined;
}

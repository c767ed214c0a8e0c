import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { isReference } from '../../model/secret-reference.ts';
import { secretBehind } from '../../secrets/behind.ts';

/** The address behind `env:NAME` or `file:path`; it is never printed. */
export async function referencedUrl(reference: string, flag: string, outside: Outside): Promise<string> {
  const given = await secretBehind(reference, outside);
  if (given.ok && /^postgres(?:ql)?:\/\//.test(given.value)) return given.value;
  throw new UserError('LR_MIGRATIONS_DATABASE', {
    what: !isReference(reference)
      ? `${flag} wants a reference, not an address.`
      : given.ok
        ? `${flag} ${reference.slice(0, 60)} holds no postgres:// address.`
        : `${flag} ${given.error.message}.`,
    why: 'Addresses carry passwords, and what stands on a command line is seen by everybody on the machine.',
    todo: `Write ${flag} env:NAME or file:path, and put the address there.`,
  });
}

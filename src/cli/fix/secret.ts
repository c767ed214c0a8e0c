import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { secretBehind } from '../../secrets/behind.ts';

/** The text a reference of launch.yaml leads to; `where` is its place in the file. */
export async function secretOf(
  outside: Pick<Outside, 'env' | 'files'>,
  where: string,
  reference: string,
): Promise<string> {
  const secret = await secretBehind(reference, outside);
  if (secret.ok) return secret.value;
  throw new UserError('LR_PROVIDER_SECRET', {
    what: `${where} leads to nothing: ${secret.error.message}.`,
    why: 'The provider lets nobody in without it.',
    todo: 'Set the variable, or check the path and its permissions.',
  });
}

import { draft } from '../../assistant/model/draft.ts';
import type { TextModel } from '../../assistant/model/text-model.ts';
import { UserError } from '../../model/error.ts';
import type { Json } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { secretBehind } from '../../secrets/behind.ts';
import type { Draft } from '../../model/text-model.ts';
import type { CommandContext } from '../command.ts';

export interface Drafted {
  readonly draft: Draft | null;
  /** Why there is none although a model is configured. */
  readonly problem: string | null;
}

/**
 * What the user's model writes about this material; nothing without a model. A model on this machine is allowed: the user named
 * its address.
 */
export async function drafted(
  context: CommandContext,
  { textModel }: Pick<Manifest, 'textModel'>,
  about: { readonly task: string; readonly material: Json },
): Promise<Drafted> {
  if (textModel === null) return { draft: null, problem: null };
  await using outside = await context.openOutside({ isPrivateNetworkAllowed: true });
  const key = textModel.key === null ? null : await secretBehind(textModel.key, outside);
  if (key?.ok === false)
    throw new UserError('LR_TEXT_MODEL_KEY', {
      what: `textModel.key: ${key.error.message}.`,
      why: 'The model lets nobody in without it.',
      todo: 'Set the variable, or take textModel out of launch.yaml: everything works without a model.',
    });
  const model: TextModel = { ...textModel, key: key?.value ?? null };
  const made = await draft({ model, ...about, outside, signal: context.signal });
  return made.ok ? { draft: made.value, problem: null } : { draft: null, problem: `${made.error.message}.` };
}

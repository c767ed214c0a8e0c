import { consentNeeded, judgeConsent } from '../../engine/fix/consent.ts';
import { UserError } from '../../model/error.ts';
import type { Plan } from '../../model/fix.ts';
import type { CommandContext, CommandInput } from '../command.ts';

/** Asks, or takes `--yes --plan`; throws when nobody agreed. */
export async function askConsent(
  context: CommandContext,
  { options }: CommandInput,
  plan: Plan,
): Promise<void> {
  const needed = consentNeeded(plan);
  if (needed === 'nothing') return;
  const hash = options.text('plan') ?? null;
  const isYes = options.isOn('yes');
  const question =
    needed === 'name'
      ? `This can take the product or its mail down. Type ${plan.domain} to apply it: `
      : `Apply ${plan.changes.length} changes at ${plan.provider}? [y/N] `;
  const typed = isYes ? null : await context.ask(question);
  const verdict = judgeConsent(plan, { isYes, hash, typed });
  if (verdict.ok) return;
  throw new UserError('LR_PLAN_CONSENT', {
    what: `Nothing was changed. ${verdict.says}`,
    why: 'Nothing that touches infrastructure happens without a plan that a person confirmed.',
    todo: 'Answer the question, or name the plan: --yes --plan <hash>',
  });
}

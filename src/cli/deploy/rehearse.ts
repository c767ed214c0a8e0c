import { beginDeploy } from '../../deploy/session.ts';
import type { DeployReport } from '../../model/deploy.ts';
import { UserError } from '../../model/error.ts';
import type { DeployParts } from '../../deploy/parts.ts';
import type { CommandContext, CommandInput, CommandRun } from '../command.ts';
import { planOf } from './parts.ts';
import { exitOf, printDeploy } from './render.ts';
import { lastDeploy, locked, refuseUndeclared, refuseUnsettled } from './run.ts';

export const run: CommandRun = async (context, input) => {
  const go = async (parts: DeployParts): Promise<DeployReport> => {
    refuseUndeclared(parts);
    if (parts.manifest.deploy.rollbackCommand === null) throw noWayBack();
    refuseUnsettled(await lastDeploy(parts.outside, parts.stateFolder));
    await confirm(context, input, parts);
    return beginDeploy(parts, await planOf(parts, 'rehearsal', input.options));
  };
  const report = await locked(context, input, { isGateless: true, go });
  printDeploy(context, input.options, report);
  return exitOf(report);
};

async function confirm(
  context: CommandContext,
  input: CommandInput,
  { manifest }: DeployParts,
): Promise<void> {
  if (input.options.isOn('yes')) return;
  const where = input.options.text('base') ?? manifest.product.domain;
  const answer = await context.ask(
    `${where} will be released and taken back. Type ${manifest.product.domain} to begin: `,
  );
  if (answer?.trim() === manifest.product.domain) return;
  throw new UserError('LR_OPTION_INVALID', {
    what: 'The rehearsal was not confirmed.',
    why: 'It releases and takes back what customers use.',
    todo: 'Type the domain’s name when asked, or give --yes',
  });
}

const noWayBack = (): UserError =>
  new UserError('LR_DEPLOY_UNDECLARED', {
    what: 'launch.yaml has no deploy.rollback.',
    why: 'What is not declared cannot be rehearsed.',
    todo: 'Write the command that brings the old release back to deploy.rollback.',
  });

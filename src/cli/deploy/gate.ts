import type { GateResult, RunGate } from '../../model/deploy.ts';
import type { Outside } from '../../model/outside.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { manifestFolder, type Subject } from './places.ts';

/** The gate of the deploy room, over this product. */
export async function gateFor(
  context: CommandContext,
  options: ParsedOptions,
  at: { readonly subject: Subject; readonly outside: Outside },
): Promise<(signal: AbortSignal) => Promise<GateResult>> {
  const module = (await import(
    new URL(`../../deploy/gate${import.meta.url.slice(-3)}`, import.meta.url).href
  )) as {
    readonly runGate: RunGate;
  };
  return async (signal) =>
    module.runGate(
      {
        manifest: at.subject.manifest,
        profile: at.subject.profile,
        folder: manifestFolder(context, options),
        environment: options.text('environment') ?? 'production',
        skip: [],
      },
      at.outside,
      signal,
    );
}

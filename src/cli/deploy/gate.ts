import type { GateResult } from '../../model/deploy.ts';
import type { Outside } from '../../model/outside.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { manifestFolder, type Subject } from './places.ts';

/** The gate over this product, with the same words as the command `gate`: `production`, or `production=vercel`. */
export async function gateFor(
  context: CommandContext,
  options: ParsedOptions,
  at: { readonly subject: Subject; readonly outside: Outside; readonly log: (line: string) => void },
): Promise<(signal: AbortSignal) => Promise<GateResult>> {
  const [{ gatePlans }, { passThrough }] = await Promise.all([
    import('../gate/compose.ts'),
    import('../../deploy/gate.ts'),
  ]);
  const { environment, source } = environmentOf(options);
  const plans = gatePlans({ environment: source, report: null, isAfter: false });
  return async (signal) =>
    passThrough(
      plans,
      {
        manifest: at.subject.manifest,
        profile: at.subject.profile,
        folder: manifestFolder(context, options),
        environment,
        skip: options.list('skip'),
        onProgress: (text) => at.log(`  gate: ${text}`),
      },
      { outside: at.outside, signal },
    );
}

export function environmentOf(options: ParsedOptions): {
  readonly environment: string;
  readonly source: string | null;
} {
  const [environment = 'production', source] = (options.text('environment') ?? 'production').split(/=(.*)/s);
  return { environment, source: source ?? null };
}

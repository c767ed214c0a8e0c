import type { DeployMarker } from '../../model/monitor.ts';
import { UserError } from '../../model/error.ts';
import { inertLine } from '../../report/inert.ts';
import { markerInput, markerOf } from '../../server/deploys/marker.ts';
import { exitCodes } from '../command.ts';
import type { CommandContext, CommandInput, CommandRun } from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { apiClient, openServerDoor } from '../serve/client.ts';
import { openStore } from '../serve/open-store.ts';

export const run: CommandRun = async (context, input) => {
  const marker =
    input.options.text('server') === undefined ? await here(context, input) : await there(context, input);
  if (input.options.isOn('json'))
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/mark@1', ...marker })}\n`);
  else
    context.stdout(
      inertLine(`Marked ${marker.version} in ${marker.environment}; what follows is compared with before.`) +
        '\n',
    );
  return exitCodes.ready;
};

async function there(context: CommandContext, input: CommandInput): Promise<DeployMarker> {
  await using outside = await openServerDoor(context, input.options);
  const client = await apiClient(outside, input.options);
  // The server's contract vouches for the shape.
  const view = (await client.post('/api/deploys', given(input))) as { readonly marker: DeployMarker };
  return view.marker;
}

async function here(context: CommandContext, input: CommandInput): Promise<DeployMarker> {
  await using outside = await openNetwork(context, input.options);
  await using store = (await openStore(outside, input.options)).store;
  const marker = markerOf(given(input), outside.clock.now());
  await store.deploys.add(marker);
  return marker;
}

function given({ arguments: [version], options }: CommandInput) {
  const parsed = markerInput.safeParse({
    version,
    environment: options.text('environment') ?? 'production',
    by: options.text('by') ?? null,
    url: options.text('url') ?? null,
    note: options.text('note') ?? null,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError('LR_SERVE_OPTION', {
    what: `${issue?.path.join('.') ?? 'The marker'}: ${issue?.message ?? 'not right'}`,
    why: 'A marker that says the wrong thing blames the wrong release.',
    todo: 'See launch-ready mark --help.',
  });
}

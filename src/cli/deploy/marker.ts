import type { DeployMarker } from '../../model/monitor.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { apiClient, openServerDoor } from '../serve/client.ts';

/** Tells a running server of the release (MON-9), so that its alarms name it; the file is written in any case. */
export async function markerFor(
  context: CommandContext,
  options: ParsedOptions,
  open: AsyncDisposableStack,
): Promise<(marker: DeployMarker) => Promise<void>> {
  if (options.text('server') === undefined) return async () => {};
  const client = await apiClient(open.use(await openServerDoor(context, options)), options);
  return async ({ version, environment, note, at }) => {
    await client.post('/api/deploys', { version, environment, note, at });
  };
}

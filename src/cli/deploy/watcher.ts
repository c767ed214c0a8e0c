import type { OpenStack } from '../../model/open-stack.ts';
import { UserError } from '../../model/error.ts';
import type { ReleaseWatcher } from '../../model/deploy.ts';
import type { Manifest } from '../../model/manifest.ts';
import { failure, ok, type Outside, type Result } from '../../model/outside.ts';
import type { DeployView } from '../../server/contract-incidents.ts';
import { ParsedOptions, type CommandContext } from '../command.ts';
import { apiClient, openServerDoor } from '../serve/client.ts';

/**
 * The running server that watches production (MON-9): `--server`, else `deploy.server` of launch.yaml, else LAUNCH_READY_SERVER.
 * It is told of the release, so that its alarms name it, and asked what its rule says. Null: none is named.
 */
export async function watcherFor(
  context: CommandContext,
  options: ParsedOptions,
  at: {
    readonly manifest: Manifest;
    readonly outside: Pick<Outside, 'env'>;
    readonly open: OpenStack;
  },
): Promise<ReleaseWatcher | null> {
  const server =
    options.text('server') ?? at.manifest.deploy.serverUrl ?? at.outside.env.get('LAUNCH_READY_SERVER');
  if (server === undefined || server === '') return null;
  const named = new ParsedOptions({ server, token: options.text('token') });
  const client = await apiClient(at.open.use(await openServerDoor(context, options)), named);
  return {
    mark: ({ version, environment, note, at: markedAt }) =>
      asked(async () => {
        const made = await client.post('/api/deploys', { version, environment, note, at: markedAt });
        // The server's contract vouches for the shape.
        return (made as DeployView).marker.id;
      }),
    opinionOn: (id) =>
      asked(async () => {
        // The server's contract vouches for the shape.
        const deploys = (await client.get('/api/deploys')) as readonly DeployView[];
        const own = deploys.find(({ marker }) => marker.id === id);
        return own === undefined || own.decision === null
          ? null
          : { decision: own.decision, because: own.because ?? 'it gives no reason' };
      }),
  };
}

/** A server that is down or refuses must not stop a release: what it said is told instead. */
async function asked<T>(ask: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await ask());
  } catch (error) {
    if (error instanceof UserError) return failure('refused', error.message);
    throw error;
  }
}

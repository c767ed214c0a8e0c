import { loadPlugins } from '../../engine/plugins.ts';
import { UserError } from '../../model/error.ts';
import type { Manifest, ManifestAlertRoute } from '../../model/manifest.ts';
import type { AlertChannel } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import { nearest } from '../../model/nearest.ts';
import { inertLine } from '../../report/inert.ts';
import { testAlert } from '../../server/alerts/alert-desk.ts';
import { channelVariables, destinationOf } from '../../server/alerts/resolve-route.ts';
import type { DeliveryRow } from '../../server/contract-incidents.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes } from '../command.ts';
import type { CommandContext, CommandInput, CommandRun } from '../command.ts';
import { apiClient, openServerDoor } from '../serve/client.ts';

/** What came of one route. */
interface Tested {
  readonly route: string;
  readonly isDelivered: boolean;
  readonly proof: string;
}

const sendLimitMs = 60_000;

export const run: CommandRun = async (context, input) => {
  const tested =
    input.options.text('server') === undefined ? await here(context, input) : await there(context, input);
  if (input.options.isOn('json'))
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/alerts-test@1', routes: tested })}\n`);
  else
    for (const { route, isDelivered, proof } of tested)
      context.stdout(
        `${inertLine(`${isDelivered ? '●' : '■'} ${route}: ${isDelivered ? 'delivered' : 'not delivered'}, ${proof}`)}\n`,
      );
  return tested.every(({ isDelivered }) => isDelivered) ? exitCodes.ready : exitCodes.findings;
};

async function there(context: CommandContext, input: CommandInput): Promise<readonly Tested[]> {
  await using outside = await openServerDoor(context, input.options);
  const client = await apiClient(outside, input.options);
  const [route] = input.arguments;
  // The server's contract vouches for the shapes.
  const rows =
    route === undefined
      ? ((await client.post('/api/settings/drill', {})) as { readonly deliveries: readonly DeliveryRow[] })
          .deliveries
      : [(await client.post(`/api/settings/routes/${encodeURIComponent(route)}/test`, {})) as DeliveryRow];
  return rows.map(({ route: id, state, proof }) => ({
    route: id,
    isDelivered: state === 'done',
    proof: proof ?? 'no answer yet; the server goes on trying',
  }));
}

async function here(context: CommandContext, input: CommandInput): Promise<readonly Tested[]> {
  const forSubject = { ...input, arguments: [] };
  await using outside = await openSubjectNetwork(context, forSubject);
  const { manifest } = await readSubject(outside, forSubject);
  const routes = chosen(manifest.alerts, input.arguments[0]);
  const folder = new URL('../../monitor/alerts/', import.meta.url);
  const channels = (await loadPlugins<AlertChannel>(outside.files, folder)).map(
    ({ definition }) => definition,
  );
  return await Promise.all(routes.map((route) => send(outside, { manifest, route, channels })));
}

async function send(
  outside: Outside,
  job: {
    readonly manifest: Manifest;
    readonly route: ManifestAlertRoute;
    readonly channels: readonly AlertChannel[];
  },
): Promise<Tested> {
  const { manifest, route, channels } = job;
  const channel = channels.find(({ id }) => id === route.channel);
  const to = await destinationOf(outside, manifest, { channel: route.channel, to: route.to, secret: null });
  if (channel === undefined || to === null)
    return { route: route.id, isDelivered: false, proof: `${route.to} leads to no address` };
  const nonce = Buffer.from(outside.random.bytes(6)).toString('hex');
  const publicUrl = `https://${manifest.product.domain}`;
  const alert = testAlert({ now: outside.clock.now(), by: 'launch-ready alerts test', publicUrl, nonce });
  using deadline = outside.clock.deadline(sendLimitMs);
  const request = { ...to, message: channel.render(alert), key: alert.key, editsMessageId: null };
  const { outcome, detail } = await channel.send(request, outside, deadline.signal);
  return { route: route.id, isDelivered: outcome === 'delivered', proof: detail };
}

function chosen(
  routes: readonly ManifestAlertRoute[],
  wanted: string | undefined,
): readonly ManifestAlertRoute[] {
  const found = wanted === undefined ? routes : routes.filter(({ id }) => id === wanted);
  if (found.length > 0) return found;
  const guess = nearest(
    wanted ?? '',
    routes.map(({ id }) => id),
  );
  throw new UserError('LR_ALERT_ROUTE', {
    what:
      wanted === undefined
        ? 'launch.yaml names no alert route.'
        : `There is no route "${wanted.slice(0, 60)}".${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    why: 'Without a route nobody is told about an outage.',
    todo: `Add one under alerts in launch.yaml; credentials come from ${Object.values(channelVariables)
      .filter((name) => name !== null)
      .join(', ')}.`,
  });
}

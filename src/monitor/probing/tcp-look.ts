import type { ProbeContext, Sample } from '../../model/monitor.ts';
import type { Connection } from '../../model/outside-sockets.ts';
import { brokenBy } from './broken.ts';
import { addressOf, hostPort } from './dial.ts';
import { begin, noPhases, oneLine, sampleFrom } from './sample.ts';
import type { Broken } from './sample.ts';
import type { TcpOptions } from './tcp-options.ts';

const maxGreetingBytes = 16 * 1024;

/** One look at a port, as the monitor `tcp` takes it. */
export async function lookAtPort(context: ProbeContext, options: TcpOptions): Promise<Sample> {
  const begun = begin(context);
  const { clock, sockets } = context.outside;
  const to = hostPort(context.monitor.target, null);
  if (to === null)
    return sampleFrom(context, begun, {
      outcome: 'unknown',
      code: 'target',
      message: 'The target is no host:port',
    });
  const address = await addressOf(context, to.host);
  if (!address.ok) return sampleFrom(context, begun, { outcome: 'down', ...brokenBy(address.error) });
  const resolvedMs = clock.monotonicMs();
  const { timeoutMs } = context.monitor;
  const request = { address: address.value, port: to.port, timeoutMs, signal: context.signal };
  const connected = await sockets.connect(request);
  const phases = {
    ...noPhases,
    dnsMs: resolvedMs - begun.fromMs,
    connectMs: clock.monotonicMs() - resolvedMs,
  };
  if (!connected.ok)
    return sampleFrom(context, begun, { outcome: 'down', ...brokenBy(connected.error), phases });
  await using connection = connected.value;
  const broken = await conversation(context, options, connection);
  const common = { phases, address: address.value };
  return broken === null
    ? sampleFrom(context, begun, { outcome: 'up', message: '', ...common })
    : sampleFrom(context, begun, { outcome: 'down', ...broken, ...common });
}

async function conversation(
  { monitor, signal }: ProbeContext,
  { send, expect }: TcpOptions,
  connection: Connection,
): Promise<Broken | null> {
  if (send !== null) {
    const written = await connection.write(send);
    if (!written.ok) return brokenBy({ ...written.error, stage: 'exchange' });
  }
  if (expect === null) return null;
  let heard = '';
  while (!heard.includes(expect) && heard.length < maxGreetingBytes) {
    const chunk = await connection.read({ timeoutMs: monitor.timeoutMs, signal });
    if (!chunk.ok || chunk.value === null) break;
    heard += new TextDecoder('latin1').decode(chunk.value);
  }
  if (heard.includes(expect)) return null;
  const said = heard === '' ? 'nothing' : `"${oneLine(heard, 80)}"`;
  return {
    layer: 'content',
    code: 'text-missing',
    message: `The server says ${said} instead of "${expect}"`,
  };
}

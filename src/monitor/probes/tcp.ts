import { z } from 'zod';
import type { Probe, ProbeContext } from '../../model/monitor.ts';
import type { Connection } from '../../model/outside-sockets.ts';
import { brokenBy } from '../probing/broken.ts';
import { addressOf, hostPort } from '../probing/dial.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, noPhases, oneLine, sampleFrom } from '../probing/sample.ts';
import type { Broken } from '../probing/sample.ts';

const options = z.strictObject({
  /** Written after connecting. */
  send: z.string().max(1000).nullable().default(null),
  /** Part of what the server says within the time limit. */
  expect: z.string().min(1).max(500).nullable().default(null),
});
const maxGreetingBytes = 16 * 1024;

/** A port that accepts connections and, if asked, says the right thing. */
export default {
  kind: 'tcp',
  title: 'TCP port',
  requirements: ['MON-1'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
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
    const broken = await conversation(context, connection);
    const common = { phases, address: address.value };
    return broken === null
      ? sampleFrom(context, begun, { outcome: 'up', message: '', ...common })
      : sampleFrom(context, begun, { outcome: 'down', ...broken, ...common });
  },
} satisfies Probe;

async function conversation(
  { monitor, signal }: ProbeContext,
  connection: Connection,
): Promise<Broken | null> {
  const { send, expect } = options.parse(monitor.options);
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

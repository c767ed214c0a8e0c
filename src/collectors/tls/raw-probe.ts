import type { Outside, WorldError } from '../../model/outside.ts';
import type { Connection } from '../../model/outside-sockets.ts';
import { maxFlightBytes, readFlight, type Flight } from '../../protocols/tls/server-flight.ts';
import type { ProbeAnswer } from '../../protocols/tls/endpoint.ts';
import type { Probe } from '../../protocols/tls/probe-plan.ts';

export interface ProbeRun {
  readonly answer: ProbeAnswer;
  readonly flight: Flight | null;
}

export interface ProbePlace {
  readonly outside: Outside;
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends one hello and reads what comes back in clear. A connection that fails proves nothing; a reset after the hello is a no. */
export async function runProbe(probe: Probe, place: ProbePlace): Promise<ProbeRun> {
  using deadline = place.outside.clock.deadline(place.timeoutMs, place.signal);
  const { address, port, timeoutMs } = place;
  const connected = await place.outside.sockets.connect({
    address,
    port,
    timeoutMs,
    signal: deadline.signal,
  });
  if (!connected.ok) return { answer: { state: 'unknown', why: connected.error.message }, flight: null };
  await using connection = connected.value;
  const written = await connection.write(probe.hello);
  if (!written.ok) return { answer: failureAnswer(written.error), flight: null };
  const { flight, error } = await readAnswer(connection, probe, { ...place, signal: deadline.signal });
  if (error !== null && flight.kind === 'more') return { answer: failureAnswer(error), flight: null };
  return { answer: probe.read(flight), flight };
}

async function readAnswer(
  connection: Connection,
  probe: Probe,
  { timeoutMs, signal }: ProbePlace,
): Promise<{ readonly flight: Flight; readonly error: WorldError | null }> {
  let received = new Uint8Array(0);
  for (;;) {
    const flight = readFlight(received);
    if (isEnough(flight, probe) || received.length >= maxFlightBytes) return { flight, error: null };
    const chunk = await connection.read({ timeoutMs, signal });
    if (!chunk.ok) return { flight, error: chunk.error };
    if (chunk.value === null) return { flight, error: null };
    received = new Uint8Array(Buffer.concat([received, chunk.value]).subarray(0, maxFlightBytes));
  }
}

const isEnough = (flight: Flight, probe: Probe): boolean =>
  flight.kind === 'hello' ? !probe.needsWholeFlight || flight.isComplete : flight.kind !== 'more';

const failureAnswer = (error: WorldError): ProbeAnswer =>
  error.kind === 'reset'
    ? { state: 'refused', how: 'reset the connection' }
    : { state: 'unknown', why: error.message };

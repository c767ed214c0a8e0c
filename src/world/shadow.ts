import type { DnsRecord } from '../model/outside-dns.ts';
import { machineClock } from './clock.ts';
import { startDnsServer } from './dns/dns-server.ts';
import type { Responder } from './dns/responder.ts';
import { makeResponder } from './dns/responder.ts';
import { indexZone } from './dns/zone-index.ts';
import { nameServerPlan } from './healthy/healthy-plan.ts';

/** A name server of the demo internet with somebody's zone on it: a plan is played there before it is played for real. */
export interface Shadow extends AsyncDisposable {
  /** `address#port`, over UDP and TCP. */
  readonly server: string;
  /** What it serves from now on. */
  readonly serve: (records: readonly DnsRecord[]) => void;
}

export async function startShadow(zone: string): Promise<Shadow> {
  const stopping = new AbortController();
  const server = nameServerPlan('shadow.invalid', ['127.0.0.1'], [zone]);
  const soa = {
    name: zone,
    type: 'SOA',
    ttlSeconds: 3600,
    value: `shadow.invalid. hostmaster.${zone}. 1 3600 600 86400 300`,
  };
  const responderFor = (records: readonly DnsRecord[]): Responder => {
    const index = indexZone({ name: zone, records: [soa, ...records], dnssec: null });
    return makeResponder({ server, zones: [index], allZones: [index], keys: new Map(), nowSeconds: () => 0 });
  };
  let current = responderFor([]);
  const responder: Responder = { respond: (bytes, transport) => current.respond(bytes, transport) };
  const running = await startDnsServer({ server, responder, clock: machineClock, signal: stopping.signal });
  return {
    server: `127.0.0.1#${running.port}`,
    serve: (records) => {
      current = responderFor(records);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running.close();
    },
  };
}

import type { FixProbe, Plan } from '../../../model/fix.ts';
import type { Outside } from '../../../model/outside.ts';
import { canonicalValue, valueKey } from '../../../protocols/zone/records/value.ts';
import { answersOf, authoritiesOf, delegationOf } from './authorities.ts';
import type { Authority } from './authorities.ts';

type Door = Pick<Outside, 'dns' | 'tls' | 'clock'>;

export interface ProbeResult {
  readonly probe: FixProbe;
  /** null: it holds. */
  readonly failure: string | null;
}

export interface ProbeRequest {
  readonly plan: Plan;
  readonly stage: number;
  /** The parent's answer before the change; null: nobody could say. */
  readonly delegation: readonly string[] | null;
  /** Servers that answered before the change; one that was dead then proves nothing now. */
  readonly aliveServers: readonly string[];
  readonly outside: Door;
}

const maxProbes = 500;

/** Every probe of the stages up to this one; for a set changed twice the last word counts. */
export function probesAt(plan: Plan, stage: number): readonly FixProbe[] {
  const ids = new Set(plan.stages.slice(0, stage + 1).flatMap(({ changes }) => changes));
  const all = plan.changes.filter(({ id }) => ids.has(id)).flatMap(({ probes }) => probes);
  return [...new Map(all.map((probe) => [keyOf(probe), probe])).values()].slice(0, maxProbes);
}

function keyOf(probe: FixProbe): string {
  if (probe.kind === 'answer') return `answer ${probe.name} ${probe.type}`;
  return probe.kind === 'tls' ? `tls ${probe.host}` : `parent ${probe.zone}`;
}

export async function runProbes(request: ProbeRequest): Promise<readonly ProbeResult[]> {
  const probes = probesAt(request.plan, request.stage);
  const servers = await authoritiesOf(request.plan.zone, request.outside);
  return Promise.all(
    probes.map(async (probe) => ({
      probe,
      failure: servers.ok
        ? await failureOf(probe, servers.value, request)
        : `the name servers of ${request.plan.zone} cannot be found: ${servers.error.message}`,
    })),
  );
}

async function failureOf(
  probe: FixProbe,
  servers: readonly Authority[],
  request: ProbeRequest,
): Promise<string | null> {
  if (probe.kind === 'answer') return answerFailure(probe, servers, request);
  return probe.kind === 'parent' ? parentFailure(request) : tlsFailure(probe.host, request);
}

async function answerFailure(
  probe: Extract<FixProbe, { kind: 'answer' }>,
  servers: readonly Authority[],
  { outside, aliveServers }: ProbeRequest,
): Promise<string | null> {
  const addresses = servers
    .flatMap(({ addresses: all }) => all)
    .filter((address) => aliveServers.includes(address));
  if (addresses.length === 0) return `no name server could be asked for ${probe.name} ${probe.type}`;
  const seen = await Promise.all(addresses.map((address) => answersOf(address, probe, outside)));
  for (const [index, answer] of seen.entries()) {
    const server = addresses[index] ?? '';
    if (!answer.ok)
      return `${server} does not answer for ${probe.name} ${probe.type}: ${answer.error.message}`;
    const values = answer.value.map(({ value }) => value);
    if (keys(probe.type, values) !== keys(probe.type, probe.values ?? []))
      return `${server} says ${values.join(', ') || 'nothing'} for ${probe.name} ${probe.type}, not ${probe.values?.join(', ') ?? 'nothing'}`;
    const ttl = answer.value[0]?.ttlSeconds;
    if (probe.ttlSeconds !== null && ttl !== undefined && ttl > probe.ttlSeconds)
      return `${server} lets ${probe.name} ${probe.type} be remembered for ${ttl} seconds, not ${probe.ttlSeconds}`;
  }
  return null;
}

/** How a TXT is cut into strings means nothing. */
const keys = (type: string, values: readonly string[]): string =>
  values
    .map((value) => canonicalValue(type, value))
    .map((value) => (typeof value === 'string' ? valueKey(type, value) : ''))
    .toSorted()
    .join('\n');

async function parentFailure({ plan, delegation, outside }: ProbeRequest): Promise<string | null> {
  if (delegation === null) return null;
  const now = await delegationOf(plan.zone, outside);
  if (!now.ok) return `the parent cannot be asked for ${plan.zone}: ${now.error.message}`;
  return now.value.join() === delegation.join()
    ? null
    : `the parent delegates ${plan.zone} to ${now.value.join(', ')} now`;
}

async function tlsFailure(host: string, { outside }: ProbeRequest): Promise<string | null> {
  const both = await Promise.all(['A', 'AAAA'].map((type) => outside.dns.resolve(host, type)));
  const addresses = both.flatMap((each) => (each.ok ? each.value.records.map(({ value }) => value) : []));
  if (addresses.length === 0) return `${host} has no address`;
  const shaken = await Promise.all(
    addresses.map((address) =>
      outside.tls.handshake({ address, port: 443, serverName: host, timeoutMs: 5_000 }),
    ),
  );
  const bad = shaken.findIndex((each) => !each.ok || !each.value.session.isAuthorized);
  const found = shaken[bad];
  if (found === undefined) return null;
  return found.ok
    ? `${host} shows a certificate at ${addresses[bad]} that is not trusted for it (${found.value.session.authorizationError ?? 'unknown'})`
    : `${host} does not speak TLS at ${addresses[bad]}: ${found.error.message}`;
}

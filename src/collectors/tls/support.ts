import type { CipherFamily } from '../../protocols/tls/cipher-suites.ts';
import { cipherFamilies } from '../../protocols/tls/cipher-suites.ts';
import { versionCodes, type ProtocolVersion } from '../../protocols/tls/client-hello.ts';
import { readCertificateText } from '../../protocols/tls/certificate.ts';
import type { ProbeAnswer, Probes } from '../../protocols/tls/endpoint.ts';
import { probePlan, type ProbeId } from '../../protocols/tls/probe-plan.ts';
import { throughGate } from './gate.ts';
import { runProbe, type ProbeRun } from './raw-probe.ts';
import type { Site } from './server.ts';

const probeTimeoutMs = 4000;

/** Sends all hellos of the plan side by side; null when the address does not even take a connection. */
export async function probeAddress(address: string, site: Site): Promise<Probes | null> {
  const plan = probePlan(site.host, (count) => site.outside.random.bytes(count));
  const place = { ...site, address, timeoutMs: probeTimeoutMs };
  const runs = await Promise.all(
    plan.map(
      async (probe) => [probe.id, await throughGate(site.outside, () => runProbe(probe, place))] as const,
    ),
  );
  if (runs.every(([, { flight, answer }]) => flight === null && answer.state === 'unknown')) return null;
  const results = new Map<ProbeId, ProbeRun>(runs);
  const answer = (id: ProbeId): ProbeAnswer =>
    results.get(id)?.answer ?? { state: 'unknown', why: 'this was not asked' };
  return {
    address,
    versions: record(Object.keys(versionCodes) as ProtocolVersion[], (version) =>
      answer(`version ${version}`),
    ),
    families: record<CipherFamily>(cipherFamilies, (family) => answer(`family ${family}`)),
    postQuantum: answer('post-quantum'),
    withoutName: shownCertificate(results.get('without name')),
  };
}

/** The compiler cannot see that every key is filled; the loop over all of them is the guarantee. */
const record = <K extends string>(
  keys: readonly K[],
  value: (key: K) => ProbeAnswer,
): Record<K, ProbeAnswer> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, ProbeAnswer>;

function shownCertificate(run: ProbeRun | undefined): Probes['withoutName'] {
  if (run?.flight?.kind !== 'hello' || run.flight.leaf === null) return null;
  const certificate = readCertificateText(Buffer.from(run.flight.leaf).toString('base64'));
  if (certificate === null) return null;
  const { sha256, subject, names } = certificate.summary;
  return { sha256, subject, names: [...names.dns, ...names.ip].slice(0, 20) };
}

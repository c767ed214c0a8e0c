import type { CipherFamily } from '../../protocols/tls/cipher-suites.ts';
import { cipherFamilies } from '../../protocols/tls/cipher-suites.ts';
import { versionCodes, type ProtocolVersion } from '../../protocols/tls/client-hello.ts';
import { readCertificateText } from '../../protocols/tls/certificate.ts';
import type { ProbeAnswer, Probes } from '../../protocols/tls/endpoint.ts';
import {
  followUps,
  impliedAnswer,
  probePlan,
  type Probe,
  type ProbeId,
} from '../../protocols/tls/probe-plan.ts';
import { throughGate } from './gate.ts';
import { runProbe, type ProbeRun } from './raw-probe.ts';
import type { Site } from './server.ts';

const probeTimeoutMs = 4000;

/** Sends all hellos of the plan side by side, then those their answers call for; null when the address does not even take a connection. */
export async function probeAddress(address: string, site: Site): Promise<Probes | null> {
  const random = (count: number): Uint8Array => site.outside.random.bytes(count);
  const results = await runAll(probePlan(site.host, random), { ...site, address });
  const isDark = [...results.values()].every(
    ({ flight, answer }) => flight === null && answer.state === 'unknown',
  );
  if (isDark) return null;
  const known = (id: ProbeId): ProbeAnswer | undefined => results.get(id)?.answer;
  const more = await runAll(followUps(site.host, known, random), { ...site, address });
  const answer = (id: ProbeId): ProbeAnswer =>
    more.get(id)?.answer ??
    known(id) ??
    impliedAnswer(id, known) ?? { state: 'unknown', why: 'this was not asked' };
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

async function runAll(
  probes: readonly Probe[],
  place: Site & { readonly address: string },
): Promise<ReadonlyMap<ProbeId, ProbeRun>> {
  const runs = await Promise.all(
    probes.map(async (probe): Promise<readonly [ProbeId, ProbeRun]> => {
      const run = async (): Promise<ProbeRun> => runProbe(probe, { ...place, timeoutMs: probeTimeoutMs });
      return [probe.id, await throughGate(place.outside, run)];
    }),
  );
  return new Map(runs);
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

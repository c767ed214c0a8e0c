import type { Manifest } from '../../../model/manifest.ts';
import type { Plan } from '../../../model/fix.ts';
import type { Outside } from '../../../model/outside.ts';
import { authoritiesOf, answersOf, delegationOf } from './authorities.ts';
import { addressesToVisit, visit } from './contract.ts';
import type { Visit } from './contract.ts';
import type { Looked } from './findings.ts';
import type { Walked } from './journeys.ts';

/** What held before the first write; kept on disk, so that a run taken up after a crash compares with the same. */
export interface Baseline {
  readonly delegation: readonly string[] | null;
  /** Addresses of name servers that answered. */
  readonly aliveServers: readonly string[];
  readonly visits: readonly Visit[];
  readonly looked: Looked;
  /** Absent: no journey was walked. */
  readonly walked?: readonly Walked[];
}

export async function takeBaseline(
  at: {
    readonly plan: Plan;
    readonly manifest: Manifest;
    readonly looked: Looked;
    readonly walked?: readonly Walked[];
  },
  outside: Outside,
): Promise<Baseline> {
  const [delegation, servers, visits] = await Promise.all([
    delegationOf(at.plan.zone, outside),
    aliveServers(at.plan.zone, outside),
    visitAll(at.manifest, outside),
  ]);
  return {
    delegation: delegation.ok ? delegation.value : null,
    aliveServers: servers,
    visits,
    looked: slim(at.looked),
    ...(at.walked === undefined ? {} : { walked: at.walked }),
  };
}

async function aliveServers(zone: string, outside: Outside): Promise<readonly string[]> {
  const servers = await authoritiesOf(zone, outside);
  const addresses = servers.ok ? servers.value.flatMap(({ addresses: all }) => all) : [];
  const asked = await Promise.all(
    addresses.map((address) => answersOf(address, { name: zone, type: 'SOA' }, outside)),
  );
  return addresses.filter((_, index) => {
    const answer = asked[index];
    return answer?.ok === true && answer.value.length > 0;
  });
}

export const visitAll = (manifest: Manifest, outside: Outside): Promise<readonly Visit[]> =>
  Promise.all(addressesToVisit(manifest).map((url) => visit(url, outside)));

/** Evidence is in the report; here only what is compared. */
export const slim = ({ findings, judgements }: Looked): Looked => ({
  findings: findings.map((finding) => ({ ...finding, evidence: [] })),
  judgements: judgements.map((each) => ({
    ...each,
    verdict: each.verdict.outcome === 'fail' ? { ...each.verdict, evidence: [] } : each.verdict,
  })),
});

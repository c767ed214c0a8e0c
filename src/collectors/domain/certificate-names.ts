import { collector } from '../../model/collector.ts';
import { every, type TargetFact } from '../../model/need.ts';
import certificateNames, { type CertificateNames } from '../../facts/domain/certificate-names.ts';
import endpoint, { type Endpoint } from '../../facts/tls/endpoint.ts';
import { isBelow, isHostName, registrableDomain } from '../../protocols/dns/name.ts';
import { lookUp } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxNames = 30;

/** Names of the product in its own certificates that no other fact is about, and whether they still resolve. */
export default collector({
  yields: certificateNames,
  inputs: { endpoints: every(endpoint) },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const zone = registrableDomain(target.name) ?? target.name;
    const looked = new Set(inputs.endpoints.map((each) => each.target.name));
    const mentioned = inputs.endpoints
      .flatMap((each) => namesIn(each))
      .filter(({ name }) => isBelow(name, zone) && isHostName(name) && !looked.has(name));
    const unique = [...new Map(mentioned.map((each) => [each.name, each])).values()].slice(0, maxNames);
    const names = await Promise.all(
      unique.map(async ({ name, seenAt }): Promise<CertificateNames['names'][number]> => {
        const asking = { outside, signal };
        const both = await Promise.all([lookUp(asking, name, 'A'), lookUp(asking, name, 'AAAA')]);
        const isThere = both.some(({ records }) => records.length > 0);
        const isResolving = isThere || (both.every(({ isSettled }) => isSettled) ? false : null);
        return { name, seenAt, origin: 'certificate', isResolving };
      }),
    );
    return known({ names }, 'certificates of the audited hosts');
  },
});

function namesIn({
  target,
  fact,
}: TargetFact<Endpoint>): readonly { readonly name: string; readonly seenAt: string }[] {
  if (fact.state !== 'known') return [];
  const leaves = fact.value.chains.flatMap((chain) => chain.certificates.slice(0, 1));
  return leaves
    .flatMap((leaf) => leaf.names.dns)
    .map((name) => ({ name: name.toLowerCase(), seenAt: target.name }));
}

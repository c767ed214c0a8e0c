import { check, fail, notApplicable, page, pass, rfc, unknown } from '../../model/check.ts';
import { note, table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import hsts from '../../facts/tls/hsts.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { curlHeaders } from '../../protocols/tls/commands.ts';
import { policyOf } from '../../protocols/tls/hsts-view.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import { subdomainFates } from '../../protocols/tls/preload-simulation.ts';

export default check({
  title: 'No host dies under HSTS for all subdomains',
  failingTitle: 'HSTS covers all subdomains, and hosts without HTTPS become unreachable for visitors',
  requirements: ['EDGE-1'],
  stage: 'tls',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Browsers refuse plain HTTP below this host for as long as the header lasts; once preloaded, removal takes months.',
  sources: [rfc(6797, '14.4'), page('HSTS preload list: removal', 'https://hstspreload.org/removal/')],
  needs: { hsts, hosts: every(hsts), endpoints: every(endpoint) },
  fix: 'Give each host named here HTTPS, or take includeSubDomains (and preload) out of the header until they have it.',
  effortMinutes: 60,
  reproduce: ({ target }) => `${curlHeaders(`https://${target.name}/`)} | grep -i includesubdomains`,
  judge: ({ hsts: { https }, hosts, endpoints }, { target, manifest }) => {
    const policy = policyOf(https);
    if (policy === null || policy.header.maxAgeSeconds === 0)
      return notApplicable('no HSTS policy is in force for this host');
    if (!policy.header.includesSubDomains) return notApplicable('the HSTS policy is for this host only');
    const fates = subdomainFates(
      target.name,
      hosts.map(({ target: { name }, fact }) => ({
        name,
        pages: fact.state === 'known' ? fact.value : null,
        isTlsBroken: endpoints.some(
          (one) => one.target.name === name && one.fact.state === 'known' && isBroken(one.fact.value),
        ),
      })),
    );
    // A promised host without HTTPS is a blocker of its own: redirects/reachability.
    const isTold = (name: string): boolean => ['web', 'api'].includes(webExpectation(manifest, name));
    const dead = fates.filter(({ name, fate }) => fate === 'dies' && !isTold(name));
    const unclear = fates.filter(({ fate }) => fate === 'unknown');
    const warned = fates.filter(({ fate }) => fate === 'cannot be clicked through');
    if (dead.length > 0)
      return fail(
        `plain HTTP only: ${dead
          .map(({ name }) => name)
          .slice(0, 5)
          .join(', ')} (${dead.length} of ${counted(fates.length, 'host')} below ${target.name})`,
        {
          evidence: [
            table(
              'Hosts below',
              ['host', 'fate', 'why'],
              fates.map(({ name, fate, why }) => [name, fate, why]),
            ),
            ...(policy.header.isPreloadWanted
              ? [note('The header asks to be preloaded: this would last for months.')]
              : []),
          ],
        },
      );
    if (unclear.length > 0)
      return unknown(
        `whether ${unclear
          .map(({ name }) => name)
          .slice(0, 5)
          .join(', ')} would survive: ${unclear[0]?.why ?? ''}`,
        curlHeaders(`https://${unclear[0]?.name ?? target.name}/`),
      );
    const more =
      warned.length === 0 ? '' : `; ${warned.length} with a faulty certificate cannot be clicked through`;
    return pass(`${counted(fates.length, 'host')} below ${target.name}, none depends on plain HTTP${more}`);
  },
});

const isBroken = ({
  addresses,
}: {
  readonly addresses: readonly {
    readonly outcome: { readonly state: string; readonly isAuthorized?: boolean };
  }[];
}): boolean => addresses.some(({ outcome }) => outcome.state === 'failed' || outcome.isAuthorized === false);

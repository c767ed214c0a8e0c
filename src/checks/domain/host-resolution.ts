import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import type { Manifest } from '../../model/manifest.ts';
import addresses from '../../facts/domain/addresses.ts';

export default check({
  title: 'The host name leads to an address',
  failingTitle: 'A host of the product has no address: nobody can open it',
  requirements: ['DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Every visitor to this name gets an error page from the browser.',
  sources: [rfc(1034, '3.6')],
  needs: { addresses },
  fix: 'Add the A (and AAAA) record, or the CNAME your hosting provider shows, for this name.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} A; dig ${target.name} AAAA`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    const found = [...seen.ipv4, ...seen.ipv6];
    if (found.length > 0) return pass(found.slice(0, 4).join(', '));
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared?.isPublic === false) return notApplicable('declared as not public');
    if ((seen.unanswered ?? []).length > 0)
      return unknown(`${(seen.unanswered ?? []).join(' and ')} could not be asked`, `dig ${target.name}`);
    if (seen.chain.length > 0 && seen.rcode === 'NXDOMAIN')
      return notApplicable('its alias leads nowhere: domain/dangling-alias, domain/takeover');
    if (!isPromised(manifest, target.name)) return notApplicable('nobody promised this name');
    const what = seen.rcode === 'NXDOMAIN' ? 'does not exist (NXDOMAIN)' : 'exists without A or AAAA records';
    return fail(`${target.name} ${what}`, {
      evidence: [note(`Answer code ${seen.rcode}, ${seen.chain.length} aliases followed.`)],
      severity: declared === undefined && target.name.startsWith('www.') ? 'medium' : 'blocker',
    });
  },
});

const isPromised = (manifest: Manifest, name: string): boolean =>
  manifest.hosts.some((host) => host.name === name) ||
  name === manifest.product.domain ||
  name === `www.${manifest.product.domain}`;

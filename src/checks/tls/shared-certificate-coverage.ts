import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import type { Fact } from '../../model/fact.ts';
import { every, optional } from '../../model/need.ts';
import certificateNames, { type CertificateNames } from '../../facts/domain/certificate-names.ts';
import addresses from '../../facts/domain/addresses.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Every name that shares the certificate still leads somewhere',
  failingTitle: 'A name that shares the certificate is dead, renewal of the whole certificate can fail',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'The authority checks every name at renewal; one forgotten name lets the certificate of all of them expire.',
  sources: [rfc(8555, '8')],
  needs: { endpoint, hosts: every(addresses), mentioned: optional(certificateNames) },
  fix: 'Have the certificate reissued without the dead name, or bring the name back.',
  effortMinutes: 20,
  reproduce: ({ target }) => showLeaf(target.name, '-ext subjectAltName'),
  judge: (facts, { target, manifest }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const names = [...new Set(leaves.flatMap(({ leaf }) => leaf.names.dns))];
    const shared = names.filter((name) => !name.startsWith('*.') && name !== target.name);
    if (shared.length === 0) return notApplicable('no other host shares this certificate');
    const isDeclared = (name: string): boolean => manifest.hosts.some((host) => host.name === name);
    // A declared host without addresses is reported where its DNS is judged.
    const unlisted = facts.hosts.flatMap(({ target: host, fact }) =>
      fact.state === 'known' &&
      shared.includes(host.name) &&
      !isDeclared(host.name) &&
      fact.value.ipv4.length + fact.value.ipv6.length === 0
        ? [`${host.name}: ${fact.value.rcode}`]
        : [],
    );
    const gone = mentionedIn(facts.mentioned).flatMap(({ name, isResolving }) =>
      shared.includes(name) && isResolving === false ? [`${name}: no address`] : [],
    );
    const dead = [...unlisted, ...gone];
    if (dead.length > 0)
      return fail(
        `of ${counted(shared.length, 'other name')} in the certificate ${dead.length === 1 ? `1 has` : `${dead.length} have`} no address`,
        {
          evidence: [lines('Names without an address', dead), lines('All names', names)],
          confidence: 'likely',
        },
      );
    const known = facts.hosts
      .filter(({ fact }) => fact.state === 'known')
      .map(({ target: host }) => host.name);
    const resolving = mentionedIn(facts.mentioned).filter(({ isResolving }) => isResolving === true);
    const looked = [...known, ...resolving.map(({ name }) => name)].filter((name) => shared.includes(name));
    return pass(
      `${looked.length} of ${counted(shared.length, 'other name')} looked up, none without an address`,
    );
  },
});

/** Names nobody audits as hosts of their own. */
const mentionedIn = (fact: Fact<CertificateNames>): CertificateNames['names'] =>
  fact.state === 'known' ? fact.value.names : [];

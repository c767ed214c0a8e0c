import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import recordTargets from '../../facts/domain/record-targets.ts';
import servers from '../../facts/domain/servers.ts';
import { isHostName } from '../../protocols/dns/name.ts';
import { specialUse } from '../../protocols/hosting/networks-of.ts';
import { exchangersOf } from '../../protocols/zone/exchangers.ts';
import { nobodyServes, servingOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'Mail servers are named by real, public host names',
  failingTitle: 'A mail server record names something mail cannot be sent to',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Replies, bounces and customer mail to your domain are delayed or lost.',
  sources: [rfc(5321, '5.1'), rfc(2181, '10.3')],
  needs: { servers, targets: recordTargets },
  fix: 'Let the MX record name a host with its own public A or AAAA record: no alias, no address, no bare word.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} MX +short`,
  judge: ({ servers: seen, targets }, { manifest }) => {
    if (servingOf(seen.servers).length === 0) return nobodyServes;
    const exchangers = exchangersOf(seen.servers).filter((each) => each.host !== '.');
    if (exchangers.length === 0) return notApplicable('the domain names no mail server');
    const rows = exchangers.flatMap(({ host }) => {
      const target = targets.targets.find((each) => each.type === 'MX' && each.name === host);
      const why = problemOf(host, target, manifest.isPrivateNetworkAllowed);
      return why === null ? [] : [[host, why]];
    });
    const [first] = rows;
    if (first === undefined) return pass(`${exchangers.length} mail servers`);
    return fail(`${first[0]} ${first[1]}`, { evidence: [table('Mail servers', ['Name', 'Problem'], rows)] });
  },
});

function problemOf(
  host: string,
  target: { readonly aliases: readonly string[]; readonly addresses: readonly string[] } | undefined,
  isPrivateAllowed: boolean,
): string | null {
  if (/^\d+(\.\d+){3}$/.test(host) || host.includes(':')) return 'is an IP address, not a name';
  if (!host.includes('.')) return 'is a bare word, not a full name';
  if (!isHostName(host)) return 'is no valid host name';
  if ((target?.aliases.length ?? 0) > 0) return `is an alias of ${target?.aliases.join(' -> ') ?? ''}`;
  const special = (target?.addresses ?? []).find((address) => specialUse(address) !== null);
  if (special !== undefined && !isPrivateAllowed) return `has ${special}, a ${specialUse(special) ?? ''}`;
  return null;
}

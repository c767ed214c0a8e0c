import { check, fail, pass, rfc } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { isHostName } from '../../protocols/dns/name.ts';
import { nobodyServes, soasOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'The SOA names a real primary server and contact',
  failingTitle: 'The SOA’s primary server or contact address is no valid name',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'operability',
  why: 'Whoever wants to warn you about trouble in your zone cannot reach anybody.',
  sources: [rfc(1035, '3.3.13'), rfc(1912, '2.2')],
  needs: { servers },
  fix: 'Write the contact with a dot instead of the @ (hostmaster.example.com) and a host name as primary server.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} SOA +short`,
  judge: ({ servers: seen }) => {
    const soa = soasOf(seen.servers)[0]?.soa;
    if (soa === undefined) return nobodyServes;
    const evidence = [note(`primary ${soa.primary}, contact ${soa.mailbox}`)];
    if (!isHostName(soa.primary) || !soa.primary.includes('.'))
      return fail(`primary server "${soa.primary}" is no host name`, { evidence });
    if (soa.mailbox.includes('@')) return fail(`contact "${soa.mailbox}" is written with an @`, { evidence });
    if (!isMailbox(soa.mailbox)) return fail(`contact "${soa.mailbox}" is no mail address`, { evidence });
    return pass(`primary ${soa.primary}, contact ${soa.mailbox}`);
  },
});

/** Local part (escaped dots allowed), then a domain of two labels or more. */
const isMailbox = (contact: string): boolean => /^(?:\\.|[^.\s\\])+\.[^.\s]+\..*[^.\s]$/.test(contact);

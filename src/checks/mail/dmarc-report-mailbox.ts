import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import type { DnsAnswer } from '../../protocols/mail/dns-answer.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'The report address can receive mail',
  failingTitle: 'DMARC reports go to a domain that takes no mail',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'operability',
  why: 'Every report bounces, and you believe that all is quiet.',
  sources: [rfc(9990, '2'), rfc(7505, '3')],
  needs: { dmarc },
  fix: 'Use an address whose domain has a mail exchanger.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const rows = seen.mailboxes.map(({ domain, mx, address }) => ({ domain, state: stateOf(mx, address) }));
    if (rows.length === 0) return notApplicable('no report address');
    const inbound = rows.filter(({ domain }) => domain !== seen.domain);
    const closed = rows.find(({ state }) => state === 'closed');
    if (closed !== undefined && closed.domain === seen.domain)
      return notApplicable('the domain itself takes no mail: mail/mx-presence, mail/null-mx-conflict');
    if (closed !== undefined)
      return fail(`${closed.domain} has no mail exchanger`, { evidence: [recordEvidence(at, record)] });
    const open = rows.find(({ state }) => state === 'unknown');
    if (open !== undefined) return unknown(`the MX of ${open.domain} got no answer`, `dig ${open.domain} MX`);
    return pass(`${rows.length} report domains take mail${inbound.length > 0 ? '' : ', your own'}`);
  },
});

/** Mail goes to the exchangers, without any to the address (RFC 5321 section 5.1), and nowhere with a null MX. */
function stateOf(mx: DnsAnswer, address: DnsAnswer): 'open' | 'closed' | 'unknown' {
  if (mx.status === 'failure') return 'unknown';
  if (mx.status === 'found') return readMx(mx.values).isNull ? 'closed' : 'open';
  if (address.status === 'failure') return 'unknown';
  return address.status === 'found' ? 'open' : 'closed';
}

import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import tlsRpt from '../../facts/mail/tls-rpt.ts';
import mx from '../../facts/mail/mx.ts';
import servers from '../../facts/domain/servers.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import { readTlsRpt } from '../../protocols/mail/tls-rpt.ts';

export default check({
  title: 'Other mail servers can report broken encryption (TLS-RPT)',
  failingTitle: 'Nobody tells you when encrypted delivery to you breaks (TLS-RPT)',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'When a certificate or policy breaks, mail stops; these reports are how you hear of it.',
  sources: [rfc(8460, '3')],
  needs: { rpt: tlsRpt, mx: optional(mx), servers: optional(servers), misplaced: optional(misplaced) },
  fix: 'Publish _smtp._tls TXT "v=TLSRPTv1; rua=mailto:..." with a mailbox that is read.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _smtp._tls.${target.name} TXT +short`,
  judge: ({ rpt, mx: inbound, servers: zone, misplaced: texts }, { target }) => {
    const { answer } = rpt;
    if (answer.status === 'failure')
      return unknown('the record got no answer', `dig _smtp._tls.${rpt.domain} TXT`);
    if (inbound.state === 'known' && inbound.value.exchangers.length === 0)
      return notApplicable('the domain has no mail exchanger');
    const record = readTlsRpt(answer.values);
    if (record === null) {
      if (answer.values.some((text) => /^\s*\\?["']/.test(text)))
        return notApplicable('it stands there in quotation marks: domain/pasted-quotes');
      if (texts.state === 'known' && texts.value.doubled.some(({ name }) => name.startsWith('_smtp.')))
        return notApplicable('it stands below the doubled name: domain/doubled-suffix');
      return fail('no record at _smtp._tls', { evidence: [lines('Texts there', answer.values)] });
    }
    const isApex = zone.state === 'known' && zone.value.zone === target.name;
    if (isApex && record.issues.some(({ message }) => message.includes('records:')))
      return notApplicable('it exists twice: domain/duplicate-policy');
    const [issue] = record.issues;
    const problem = issue?.message ?? (record.rua.length === 0 ? 'no rua= to report to' : null);
    if (problem !== null)
      return fail(problem, { severity: 'medium', evidence: [lines('Record', answer.values)] });
    return pass(record.rua.map(({ uri }) => uri).join(', '));
  },
});

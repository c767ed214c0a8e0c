import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import mx from '../../facts/mail/mx.ts';
import servers from '../../facts/domain/servers.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import { readMtaStsRecord } from '../../protocols/mail/mta-sts.ts';

export default check({
  title: 'The domain asks for encrypted delivery (MTA-STS)',
  failingTitle: 'The domain does not ask senders for encrypted delivery (MTA-STS)',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'security',
  why: 'Without it an attacker on the way can switch encryption off, and nobody notices.',
  sources: [rfc(8461, '3.1')],
  needs: { sts: mtaSts, mx: optional(mx), servers: optional(servers), misplaced: optional(misplaced) },
  fix: 'Publish _mta-sts TXT "v=STSv1; id=1" and the policy file at mta-sts; start with mode: testing.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts, mx: inbound, servers: zone, misplaced: texts }, { target }) => {
    const { answer } = sts;
    if (answer.status === 'failure')
      return unknown('the MTA-STS record got no answer', `dig _mta-sts.${sts.domain} TXT`);
    if (inbound.state === 'known' && inbound.value.exchangers.length === 0)
      return notApplicable('the domain has no mail exchanger');
    const record = readMtaStsRecord(answer.values);
    const isApex = zone.state === 'known' && zone.value.zone === target.name;
    if (record === null) {
      if (answer.values.some((text) => /^\s*\\?["']/.test(text)))
        return notApplicable('it stands there in quotation marks: domain/pasted-quotes');
      if (texts.state === 'known' && texts.value.doubled.some(({ name }) => name.startsWith('_mta-sts.')))
        return notApplicable('it stands below the doubled name: domain/doubled-suffix');
      // A policy that nobody is told about is never read.
      const isHalf =
        sts.policy.state === 'answered' &&
        sts.policy.status === 200 &&
        /^version:\s*STSv1/m.test(sts.policy.body);
      return isHalf
        ? fail('a policy file and no record at _mta-sts: nobody reads it', {
            severity: 'medium',
            evidence: [lines('Texts at _mta-sts', answer.values)],
          })
        : fail('no record at _mta-sts', { evidence: [] });
    }
    if (isApex && record.issues.some(({ message }) => message.includes('records:')))
      return notApplicable('it exists twice: domain/duplicate-policy');
    const [issue] = record.issues;
    if (issue !== undefined)
      return fail(issue.message, { severity: 'medium', evidence: [lines('Record', answer.values)] });
    return pass(`id=${record.id ?? ''}`);
  },
});

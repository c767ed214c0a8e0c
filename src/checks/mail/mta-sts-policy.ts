import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import addresses from '../../facts/domain/addresses.ts';
import { every } from '../../model/need.ts';
import { parseMtaStsPolicy, readMtaStsRecord } from '../../protocols/mail/mta-sts.ts';
import { policyProblem } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'The MTA-STS policy can be fetched and read',
  failingTitle: 'The MTA-STS policy cannot be fetched or read',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'security',
  why: 'Senders that know an older policy keep to it, new ones have none: protection and delivery depend on luck.',
  sources: [rfc(8461, '3.2'), rfc(8461, '3.3')],
  needs: { sts: mtaSts, hosts: every(addresses) },
  fix: 'Serve the policy as text at https://mta-sts.<domain>/.well-known/mta-sts.txt: status 200, no redirect, a valid certificate.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts, hosts }) => {
    const { policy, domain, answer } = sts;
    if (readMtaStsRecord(answer.values) === null)
      return notApplicable('there is no MTA-STS record: mail/mta-sts-record');
    const host = `mta-sts.${domain}`;
    const isJudged = hosts.some(({ target }) => target.name === host);
    const problem = policyProblem(sts);
    if (problem === null)
      return pass(`mode ${parseMtaStsPolicy(policy.state === 'answered' ? policy.body : '').mode ?? ''}`);
    if (problem.kind === 'unknown')
      return unknown(problem.text, `curl -v https://${host}/.well-known/mta-sts.txt`);
    if (isJudged && problem.kind === 'name') return notApplicable(`${problem.text}: domain/host-resolution`);
    if (isJudged && problem.kind === 'certificate')
      return notApplicable(`${problem.text}: told by the checks of tls`);
    if (isJudged && problem.kind === 'connection')
      return notApplicable(`${problem.text}: told by the checks of tls and redirects`);
    return fail(problem.text, {
      evidence: [lines('Policy', policy.state === 'answered' ? policy.body.split(/\r?\n/) : [problem.text])],
    });
  },
});

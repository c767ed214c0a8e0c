import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { isLookalike } from '../../protocols/mail/spf/lookalike.ts';
import { lintOf, spfEvidence, spfHosts } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'The SPF record is spelt correctly',
  failingTitle: 'The SPF record has a syntax error: receivers ignore all of it',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'One wrong character anywhere turns every SPF result into an error, also for the parts before it.',
  sources: [rfc(7208, '4.6'), rfc(7208, '12')],
  needs: { spf: spfTree },
  fix: 'Correct the place shown; check colons (include:), equals signs (redirect=), address lengths and the final "all".',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => {
    const { tree } = spf;
    const lookalike = tree.state === 'missing' ? spf.texts.find(isLookalike) : undefined;
    if (lookalike !== undefined)
      return fail(`"${lookalike.slice(0, 80)}" is meant to be SPF and is not recognised`, {
        evidence: [note('The text must begin with "v=spf1" and a space (RFC 7208 section 4.5).')],
      });
    if (tree.state !== 'record')
      return notApplicable('there is no SPF record to read: mail/spf-presence, mail/spf-single');
    const issues = lintOf(tree).issues.filter(({ id }) => id === 'syntax');
    const [first] = issues;
    if (first !== undefined)
      return fail(`${first.domain}: ${first.message}`, {
        evidence: [
          lines(
            'Errors',
            issues.map((one) => `${one.domain}: ${one.message} (RFC 7208 section ${one.section})`),
          ),
          spfEvidence(tree),
        ],
      });
    const blind = lintOf(tree).issues.find(({ level }) => level === 'unknown');
    if (blind !== undefined) return unknown(`${blind.domain}: ${blind.message}`, `dig ${blind.domain} TXT`);
    return pass(`no error in ${plural(spfHosts(tree).length, 'record')}`);
  },
});

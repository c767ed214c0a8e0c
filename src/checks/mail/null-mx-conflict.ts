import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import { plural } from '../../model/words.ts';
import mx from '../../facts/mail/mx.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import servers from '../../facts/domain/servers.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { sendersFor, silenceOf } from '../../protocols/mail/view/sending.ts';

export default check({
  title: 'A domain that sends mail also takes mail',
  failingTitle: 'The domain sends mail and says that it takes none',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Receivers may refuse mail nobody can answer, and bounces and replies are lost.',
  sources: [rfc(7505, '4.2'), rfc(7505, '3')],
  needs: { mx, spf: optional(spfTree), servers: optional(servers) },
  fix: 'Add real MX records in place of "0 .", or send from a domain that takes mail.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} MX +short`,
  judge: ({ mx: seen, spf, servers: zone }, { manifest, target }) => {
    const { isNull, exchanges, issues } = readMx(seen.answer.values);
    const [issue] = issues.filter(({ source }) => source.startsWith('RFC 7505'));
    const isApex = zone.state === 'known' && zone.value.zone === target.name;
    if (issue !== undefined)
      return isApex
        ? notApplicable('a null MX beside others: domain/null-mx')
        : fail(issue.message, { evidence: [lines('MX', seen.answer.values)] });
    if (!isNull) return notApplicable(`no null MX, ${plural(exchanges.length, 'exchanger')}`);
    const tree = spf.state === 'known' ? spf.value.tree : null;
    if (silenceOf(target.name, manifest, tree) !== null)
      return pass('it neither sends nor takes mail, and says so');
    const senders = sendersFor(target.name, manifest);
    const authorised = (tree?.terms ?? []).filter(({ kind }) => kind !== 'all');
    if (senders.length === 0 && authorised.length === 0) return pass('no sender is declared or authorised');
    return fail(`"0 ." while ${senders[0]?.provider ?? authorised[0]?.text ?? ''} sends for the domain`, {
      evidence: [lines('MX', seen.answer.values)],
    });
  },
});

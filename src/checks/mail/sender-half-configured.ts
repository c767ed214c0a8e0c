import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines, table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import { plural } from '../../model/words.ts';
import senders from '../../facts/mail/senders.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { sendersOf, stillNeeded } from '../../protocols/mail/view/senders-view.ts';
import { sendersFor, serviceNamed } from '../../protocols/mail/view/sending.ts';

export default check({
  title: 'Mail services are set up to the end',
  failingTitle: 'A mail service is set up only half-way',
  requirements: ['MAIL-4', 'MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'deliverability',
  why: 'Its mail goes out unsigned or with a foreign return path, and lands in spam.',
  sources: [rfc(9989, '4.4'), rfc(6376, '3.6.2')],
  needs: { senders, keys: optional(dkimKeys), spf: optional(spfTree) },
  fix: 'Add the records shown; the domain page of the service lists them with your own values.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} TXT +short; dig ${target.name} MX +short`,
  judge: ({ senders: seen, keys, spf }, { manifest, target }) => {
    const all = sendersOf(seen.evidence).filter(({ kind }) => kind !== 'none');
    if (all.length === 0) return notApplicable('no known mail service is seen');
    const declared = sendersFor(target.name, manifest).map(({ provider }) => serviceNamed(provider)?.id);
    const told = (service: string) => ({
      hasNoKey: keys.state === 'known' && keys.value.tree === 'absent',
      isDeclared: declared.includes(service),
      hasSpf:
        spf.state === 'known' && spf.value.tree.state === 'record' && spf.value.tree.errors.length === 0,
    });
    const half = all
      .filter(({ state }) => state === 'half-finished')
      .map((sender) => ({ sender, needs: stillNeeded(sender, told(sender.service)) }))
      .filter(({ needs }) => needs.length > 0);
    const [first] = half;
    if (first === undefined) {
      const open = keys.state === 'known' ? keys.value.unanswered : [];
      return open.length > 0
        ? unknown(
            `${plural(open.length, 'selector')} got no answer, ${open[0] ?? ''} first`,
            'look again in a minute',
          )
        : pass(`nothing is proven missing for ${all.map(({ name }) => name).join(', ')}`);
    }
    const rows = half.flatMap(({ sender, needs }) =>
      needs.map(({ type, host, value }) => [sender.name, type, host, value]),
    );
    return fail(
      `${first.sender.name} lacks ${first.needs.map(({ type, host }) => `${type} ${host}`).join(', ')}`,
      {
        severity: declared.includes(first.sender.service) ? 'high' : 'medium',
        confidence: first.sender.confidence === 'certain' ? 'proven' : 'likely',
        evidence: [
          table('Records still needed', ['Service', 'Type', 'Name', 'Value'], rows),
          lines('Seen because of', first.sender.because),
        ],
      },
    );
  },
});

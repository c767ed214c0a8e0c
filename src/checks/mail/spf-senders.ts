import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import mx from '../../facts/mail/mx.ts';
import { isHostOf, sendersFor, serviceNamed } from '../../protocols/mail/view/sending.ts';
import { noReadableSpf, spfEvidence, spfHosts } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'Every declared sender is authorised by SPF',
  failingTitle: 'A service you send with is not in SPF',
  requirements: ['MAIL-1', 'MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Its mail fails SPF: resets and receipts land in spam although the service is set up.',
  sources: [rfc(7208, '10.1'), rfc(9989, '4.4')],
  needs: { spf: spfTree, keys: optional(dkimKeys), mx: optional(mx) },
  fix: 'Add the include of the service to the SPF record; its set-up page shows it.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf, keys, mx: inbound }, { manifest, target }) => {
    const declared = sendersFor(target.name, manifest);
    if (declared.length === 0) return notApplicable('the manifest names no sender for this domain');
    const early = noReadableSpf(spf);
    if (early !== null) return early;
    const unreached = spf.tree.terms
      .filter(({ isReached }) => !isReached)
      .map(({ text }) => text.toLowerCase());
    const targets = spfHosts(spf.tree).slice(1);
    const hosts = [
      ...(keys.state === 'known' ? keys.value.selectors.flatMap(({ aliases }) => aliases) : []),
      ...(inbound.state === 'known' ? inbound.value.exchangers.map(({ host }) => host) : []),
    ];
    const rows = declared.map((sender) => ({
      sender,
      state: stateOf(sender.provider, { targets, unreached, hosts }),
    }));
    const missing = rows.filter(({ state }) => state === 'missing');
    const [first] = missing;
    const evidence = [
      table(
        'Declared senders',
        ['Sender', 'In SPF'],
        rows.map(({ sender, state }) => [sender.provider, state]),
      ),
      spfEvidence(spf.tree),
    ];
    if (first !== undefined) return fail(`${first.sender.provider} is not in the SPF record`, { evidence });
    if (rows.some(({ state }) => state === 'behind "all"'))
      return notApplicable('a sender stands behind "all": mail/spf-unreached');
    const open = rows.find(({ state }) => state === 'unknown');
    if (open !== undefined)
      return unknown(
        `whether SPF needs ${open.sender.provider}: its records are not known here`,
        'compare the SPF record with the set-up page of the service, or run: launch-ready mail test',
      );
    return pass(`${rows.length} declared senders`);
  },
});

type SenderState = 'yes' | 'own return path' | 'missing' | 'behind "all"' | 'unknown';

function stateOf(
  provider: string,
  seen: {
    readonly targets: readonly string[];
    readonly unreached: readonly string[];
    readonly hosts: readonly string[];
  },
): SenderState {
  if (seen.targets.some((host) => isHostOf(provider, host))) return 'yes';
  if (seen.unreached.some((text) => isHostOf(provider, text.replace(/^[^:=]*[:=]/, ''))))
    return 'behind "all"';
  const service = serviceNamed(provider);
  if (service?.hasOwnReturnPath === true) return 'own return path';
  if (service !== null)
    return service.records.some(({ purpose, host }) => purpose === 'spf' && host === '@')
      ? 'missing'
      : 'unknown';
  // Its keys or exchangers say whose domain it is, so its absence from SPF is a fact.
  return seen.hosts.some((host) => isHostOf(provider, host)) ? 'missing' : 'unknown';
}

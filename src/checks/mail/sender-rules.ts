import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import sendingAddresses from '../../facts/mail/sending-addresses.ts';
import { dmarcOf } from '../../protocols/mail/view/dmarc-view.ts';
import { keyOf, selectorsIn } from '../../protocols/mail/view/dkim-view.ts';
import { matrixOf, receiverRows } from '../../protocols/mail/view/receivers.ts';

export default check({
  title: 'The domain meets the rules of Gmail, Yahoo and Microsoft',
  failingTitle: 'The domain signs in a way Gmail, Yahoo and Microsoft cannot verify',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'To the big receivers such mail is unsigned: bulk mail is refused, the rest lands in spam.',
  sources: [rfc(8463, '3'), page('Email sender guidelines', 'https://support.google.com/mail/answer/81126')],
  needs: {
    keys: dkimKeys,
    spf: optional(spfTree),
    dmarc: optional(dmarc),
    sending: optional(sendingAddresses),
  },
  fix: 'Sign with an RSA key of 2048 bits as well; Ed25519 may stay as the second signature.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys, spf, dmarc: policy, sending }) => {
    const good = selectorsIn(keys, 'key');
    if (good.length === 0) return notApplicable('there is no DKIM key to verify: mail/dkim-presence');
    const rsa = good.flatMap((found) => keyOf(found) ?? []).filter(({ keyType }) => keyType === 'rsa');
    const hasDmarcRecord = policy.state === 'known' ? dmarcOf(policy.value).discovery.record !== null : null;
    const rows = receiverRows({
      hasSpfPass: spf.state === 'known' ? spf.value.tree.state === 'record' : null,
      hasDkimPass: rsa.length > 0,
      dkimBits: rsa.length === 0 ? null : Math.max(...rsa.map(({ bits }) => bits ?? 0)),
      hasDmarcRecord,
      hasReverseName:
        sending.state === 'known' && sending.value.addresses.length > 0
          ? sending.value.addresses.every(({ isConfirmed }) => isConfirmed === true)
          : null,
    });
    const broken = rows.filter(({ states }) => Object.values(states).includes('broken'));
    // Everything else that can be broken has a check of its own.
    if (rsa.length === 0)
      return fail('the only keys are Ed25519, which none of the three verifies', {
        evidence: [matrixOf(rows)],
      });
    const [first] = broken;
    if (first !== undefined) return notApplicable(`"${first.title}" is told by its own check`);
    return pass(
      `${rows.filter(({ states }) => Object.values(states).includes('met')).length} rules met, the rest needs a real mail`,
    );
  },
});

import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import mx from '../../facts/mail/mx.ts';
import { isWithin } from '../../protocols/mail/domain.ts';
import { matchesAny } from '../../protocols/mail/services/pattern.ts';
import { isHostOf, serviceOfTarget } from '../../protocols/mail/view/sending.ts';
import { lintOf, noReadableSpf, spfEvidence } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF authorises declared senders only',
  failingTitle: 'SPF authorises somebody the manifest does not name',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Everybody with an account there may be able to send as you; old services stay authorised for years.',
  sources: [rfc(7208, '11.4')],
  needs: { spf: spfTree, mx: optional(mx) },
  fix: 'Remove the include if the service is not used any more, or declare it in launch.yaml below mail.senders.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf, mx: inbound }, { manifest, target }) => {
    const declared = manifest.mail.senders;
    if (!manifest.isDeclared || declared.length === 0) return notApplicable('the manifest names no senders');
    const early = noReadableSpf(spf);
    if (early !== null) return early;
    const exchangers = inbound.state === 'known' ? inbound.value.exchangers.map(({ host }) => host) : [];
    const strangers = spf.tree.terms
      .filter(({ isReached, kind }) => isReached && (kind === 'include' || kind === 'redirect'))
      .flatMap(({ child }) => (child === null || child.state !== 'record' ? [] : [child.domain]))
      .filter((host) => !isWithin(host, target.name))
      .filter((host) => !declared.some(({ provider }) => isHostOf(provider, host)))
      .filter((host) => !isMailboxOf(host, exchangers))
      .filter(
        (host) =>
          !lintOf(spf.tree).issues.some(({ id, message }) => id === 'shared-host' && message.includes(host)),
      );
    const [first] = strangers;
    if (first === undefined) return pass('every include belongs to a declared sender');
    const service = strangers.map(serviceOfTarget).find((one) => one !== null);
    return fail(
      `${service === undefined ? first : `${service?.name ?? first}`} may send for ${target.name} and is not declared`,
      {
        severity: service === undefined ? 'low' : 'medium',
        confidence: service === undefined ? 'likely' : 'proven',
        evidence: [lines('Undeclared includes', strangers), spfEvidence(spf.tree)],
      },
    );
  },
});

/** Who receives the domain's mail may send it too: people answer from there. */
function isMailboxOf(target: string, exchangers: readonly string[]): boolean {
  const service = serviceOfTarget(target);
  return service !== null && exchangers.some((host) => matchesAny(service.signs.mx, host));
}

import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import wildcard from '../../facts/domain/wildcard.ts';
import { keyState } from '../../protocols/mail/view/dkim-view.ts';

export default check({
  title: 'Made-up DKIM selectors have no key',
  failingTitle: 'Every made-up DKIM selector has a key',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'security',
  why: 'Whoever holds the private key can sign as you under any selector, and removed keys never go away.',
  sources: [rfc(6376, '3.6.2.1'), rfc(4592, '2')],
  needs: { keys: dkimKeys, zone: optional(wildcard) },
  fix: 'Replace the * record below _domainkey by one record per selector.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys, zone }) => {
    const { wildcard: wild } = keys;
    if (wild === null)
      return keys.tree === 'unknown'
        ? unknown(`_domainkey.${keys.domain} got no answer`, `dig _domainkey.${keys.domain} TXT`)
        : pass('a made-up selector has none');
    const isZoneWide =
      zone.state === 'known' &&
      [zone.value.addresses, zone.value.aliases, zone.value.texts].flat().length > 0;
    if (isZoneWide) return notApplicable('every made-up name answers: domain/wildcard');
    if (keyState(wild) === 'revoked')
      return pass('every selector is revoked, as it should be for a domain that never sends');
    return fail(`${wild.name}, made up a moment ago, answers`, {
      evidence: [lines(wild.name, [...wild.aliases, ...wild.texts])],
    });
  },
});

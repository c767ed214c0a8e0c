import { expect, test } from 'vitest';
import {
  domain,
  key2048,
  rsaKey,
  sender,
  sayMail,
  type MailCase,
} from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import type { FakeZones } from '../../outside/fake/dns.ts';
import dkimAliasTargetCheck from './dkim-alias-target.ts';
import dkimHashCheck from './dkim-hash.ts';
import dkimKeyStrengthCheck from './dkim-key-strength.ts';
import dkimObsoleteTagsCheck from './dkim-obsolete-tags.ts';
import dkimPresenceCheck from './dkim-presence.ts';
import dkimRevokedCheck from './dkim-revoked.ts';
import dkimSelectorsCheck from './dkim-selectors.ts';
import dkimSingleCheck from './dkim-single.ts';
import dkimSyntaxCheck from './dkim-syntax.ts';
import dkimTestModeCheck from './dkim-test-mode.ts';
import dkimWildcardCheck from './dkim-wildcard.ts';
import senderRulesCheck from './sender-rules.ts';

type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const none = { [`pb1._domainkey.${domain}`]: { CNAME: [] } };
const key = (text: string): FakeZones => ({ 'pb1.shop.dkim.post.example': { TXT: [text] } });

const rows: readonly Row[] = [
  ['a key is there', dkimPresenceCheck, {}, 'pass: keys at pb1'],
  [
    '_domainkey does not exist',
    dkimPresenceCheck,
    { zones: { [`pb1._domainkey.${domain}`]: { CNAME: [] } } },
    'fail high: _domainkey.shop.example does not exist, so there is no key under any selector',
  ],
  [
    'something is below _domainkey, and no usual selector',
    dkimPresenceCheck,
    {
      mail: { senders: [{ ...sender, selectors: [] }] },
      zones: { ...none, [`secret7._domainkey.${domain}`]: { TXT: ['x'] } },
    },
    'unknown: whether there is a DKIM key: selectors cannot be listed, and none of 74 usual ones has one',
  ],
  [
    'the declared selector is missing',
    dkimPresenceCheck,
    { zones: { ...none, [`secret7._domainkey.${domain}`]: { TXT: ['x'] } } },
    'fail high: none of the declared selectors has a key: pb1',
  ],
  [
    'nobody answers',
    dkimPresenceCheck,
    { failures: { [`pb1._domainkey.${domain}`]: 'timed-out', [`_domainkey.${domain}`]: 'timed-out' } },
    'unknown: _domainkey.shop.example got no answer',
  ],
  ['the declared one is there', dkimSelectorsCheck, {}, 'pass: 1 declared selectors are there'],
  [
    'another one is there',
    dkimSelectorsCheck,
    { zones: { ...none, [`default._domainkey.${domain}`]: { TXT: [`v=DKIM1; p=${key2048}`] } } },
    'fail high: pb1._domainkey.shop.example does not exist',
  ],
  [
    'no answer',
    dkimSelectorsCheck,
    {
      zones: { [`default._domainkey.${domain}`]: { TXT: [`v=DKIM1; p=${key2048}`] } },
      failures: { [`pb1._domainkey.${domain}`]: 'timed-out' },
    },
    'unknown: pb1._domainkey.shop.example got no answer',
  ],
  ['2048 bits', dkimKeyStrengthCheck, {}, 'pass: 1 key of 2048 bits or more, or Ed25519'],
  [
    '1024 bits',
    dkimKeyStrengthCheck,
    { zones: { ...key(`v=DKIM1; p=${rsaKey(1024)}`) } },
    'fail medium: pb1._domainkey.shop.example: RSA 1024 bits',
  ],
  [
    '512 bits',
    dkimKeyStrengthCheck,
    { zones: { ...key(`v=DKIM1; p=${rsaKey(512)}`) } },
    'fail blocker: pb1._domainkey.shop.example: RSA 512 bits',
  ],
  [
    'no answer',
    dkimKeyStrengthCheck,
    { failures: { [`pb1._domainkey.${domain}`]: 'timed-out' } },
    'unknown: pb1._domainkey.shop.example got no answer',
  ],
  ['not revoked', dkimRevokedCheck, {}, 'pass: 1 key, none in use revoked'],
  [
    'the declared one is revoked',
    dkimRevokedCheck,
    { zones: { ...key(`v=DKIM1; p=`) } },
    'fail high: pb1._domainkey.shop.example: revoked: "p=" is empty',
  ],
  [
    'an old one beside a good one is retired',
    dkimRevokedCheck,
    { zones: { [`default._domainkey.${domain}`]: { TXT: ['v=DKIM1; p='] } } },
    'pass: 2 keys, none in use revoked',
  ],
  ['no test', dkimTestModeCheck, {}, 'pass: 1 key without the test flag'],
  [
    't=y',
    dkimTestModeCheck,
    { zones: { ...key(`v=DKIM1; t=y; p=${key2048}`) } },
    'fail high: pb1._domainkey.shop.example: "t=y" says that the domain is only testing',
  ],
  ['readable', dkimSyntaxCheck, {}, 'pass: 1 key, all readable'],
  [
    'cut',
    dkimSyntaxCheck,
    { zones: { ...key(`v=DKIM1; p=MIIB`) } },
    'fail high: pb1._domainkey.shop.example: "p=" holds no RSA public key',
  ],
  ['all hashes', dkimHashCheck, {}, 'pass: 1 key usable with SHA-256'],
  [
    'SHA-1 only',
    dkimHashCheck,
    { zones: { ...key(`v=DKIM1; h=sha1; p=${key2048}`) } },
    'fail high: pb1._domainkey.shop.example: h=sha1',
  ],
  ['current', dkimObsoleteTagsCheck, {}, 'pass: 1 key with current tags'],
  [
    'g=',
    dkimObsoleteTagsCheck,
    { zones: { ...key(`v=DKIM1; g=*; p=${key2048}`) } },
    'fail low: pb1._domainkey.shop.example: "g=" is a left-over of RFC 4871',
  ],
  ['one record', dkimSingleCheck, {}, 'pass: one record each'],
  [
    'two records',
    dkimSingleCheck,
    { zones: { 'pb1.shop.dkim.post.example': { TXT: [`v=DKIM1; p=${key2048}`, 'v=DKIM1; p='] } } },
    'fail high: 2 records at pb1._domainkey.shop.example',
  ],
  ['leads to a key', dkimAliasTargetCheck, {}, 'pass: 1 alias with a key behind'],
  [
    'leads nowhere',
    dkimAliasTargetCheck,
    { zones: { 'pb1.shop.dkim.post.example': { TXT: [] } } },
    'fail high: pb1._domainkey.shop.example leads to pb1.shop.dkim.post.example, which has no key',
  ],
  [
    'the target got no answer',
    dkimAliasTargetCheck,
    { failures: { 'pb1.shop.dkim.post.example': 'SERVFAIL' } },
    'unknown: pb1._domainkey.shop.example got no answer',
  ],
  ['no wildcard', dkimWildcardCheck, {}, 'pass: a made-up selector has none'],
  [
    'every selector answers',
    dkimWildcardCheck,
    { zones: { [`*._domainkey.${domain}`]: { TXT: [`v=DKIM1; p=${key2048}`] } } },
    'fail medium: lr-f3c9ebfd2b30._domainkey.shop.example, made up a moment ago, answers',
  ],
  [
    'every selector is revoked',
    dkimWildcardCheck,
    { zones: { [`*._domainkey.${domain}`]: { TXT: ['v=DKIM1; p='] } } },
    'pass: every selector is revoked, as it should be for a domain that never sends',
  ],
  ['RSA', senderRulesCheck, {}, 'pass: 6 rules met, the rest needs a real mail'],
  [
    'Ed25519 only',
    senderRulesCheck,
    { zones: { ...key(`v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=`) } },
    'fail high: the only keys are Ed25519, which none of the three verifies',
  ],
  [
    'no DMARC',
    senderRulesCheck,
    { zones: { [`_dmarc.${domain}`]: { TXT: [] } } },
    'n/a: "A DMARC record exists, p=none at least" is told by its own check',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});

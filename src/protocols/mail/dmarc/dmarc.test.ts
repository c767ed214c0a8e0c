import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerAll, type DnsAnswer, failure, found, nxDomain } from '../dns-answer.ts';
import { discoverDmarc, discoverLegacyDmarc } from './discover.ts';
import { evaluateDmarc } from './evaluate.ts';
import { isDmarcRecord, parseDmarc } from './record.ts';
import { checkReportDestinations } from './report-authorization.ts';
import { walkNames } from './tree-walk.ts';

const zoneOf =
  (zone: Readonly<Record<string, readonly string[]>>) =>
  ({ name, type }: { readonly name: string; readonly type: string }): DnsAnswer => {
    const texts = zone[name];
    return texts === undefined || type !== 'TXT' ? nxDomain : found(texts);
  };

test('a record is read tag by tag, what is wrong or old is named', () => {
  const record = parseDmarc(
    'v=DMARC1; rua=mailto:d@shop.example!10m, d@shop.example; p=Reject; pct=50; fo=1; x=y',
  );
  expect(record).toMatchObject({
    p: 'reject',
    pct: 50,
    adkim: 'relaxed',
    rua: [{ address: 'd@shop.example', obsoleteSize: '10m' }],
  });
  expect(record.issues.map(({ id, message }) => `${id}: ${message}`)).toEqual([
    'value: rua: "d@shop.example" is not a URI (is "mailto:" missing?)',
    'obsolete-tag: "pct=" is obsolete and ignored by RFC 9989 receivers',
    'unknown-tag: "x=" is not a DMARC tag and is ignored',
    'p-order: "p=" does not follow "v=" at once, which RFC 7489 receivers expect',
    'fo-without-ruf: "fo=" is ignored without "ruf="',
  ]);
});

test('both readers side by side: the walk finds the record between, the suffix list does not', () => {
  const zone = zoneOf({ '_dmarc.eu.shop.example': ['v=DMARC1; p=reject; sp=quarantine; psd=n'] });
  expect(answerAll(discoverDmarc('mail.eu.shop.example'), zone)).toMatchObject({
    at: 'eu.shop.example',
    policy: 'quarantine',
    from: 'sp',
    walk: { organization: 'eu.shop.example' },
  });
  expect(answerAll(discoverLegacyDmarc('mail.eu.shop.example'), zone)).toMatchObject({
    organization: 'shop.example',
    policy: null,
    why: 'no DMARC record',
  });
});

test('an unanswered name is not an absent policy', () => {
  const verdict = answerAll(evaluateDmarc({ author: 'shop.example', spfDomain: null, dkimDomains: [] }), () =>
    failure('timed out'),
  );
  expect(verdict.result).toBe('temperror');
});

test('strict alignment refuses the subdomain of the mail service', () => {
  const zone = zoneOf({ '_dmarc.shop.example': ['v=DMARC1; p=reject; aspf=s'] });
  const input = { author: 'shop.example', spfDomain: 'em1.shop.example', dkimDomains: ['shop.example'] };
  expect(answerAll(evaluateDmarc(input), zone)).toMatchObject({
    result: 'pass',
    spf: { isAligned: false },
    dkim: [{ isAligned: true }],
  });
});

test('external report addresses need a consent at the destination', () => {
  const record = parseDmarc(
    'v=DMARC1; p=none; rua=mailto:a@shop.example,mailto:b@agency.example,mailto:c@ruf.example',
  );
  const zone = zoneOf({
    '_dmarc.shop.example': [record.text],
    'shop.example._report._dmarc.agency.example': ['v=DMARC1'],
  });
  const results = answerAll(checkReportDestinations('shop.example', record.rua), zone);
  expect(results.map(({ destination, state }) => `${destination} ${state}`)).toEqual([
    'shop.example internal',
    'agency.example authorized',
    'ruf.example refused',
  ]);
});

test('laws: never more than 8 queries, any text is read, nothing throws', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 40 }), fc.string(), (labels, tail) => {
      expect(walkNames(labels.join('.')).length).toBeLessThanOrEqual(8);
      const text = `v=DMARC1;${tail}`;
      const zone = (): DnsAnswer => found([text]);
      answerAll(evaluateDmarc({ author: labels.join('.'), spfDomain: 'a.b', dkimDomains: ['c'] }), zone);
      answerAll(discoverLegacyDmarc(labels.join('.')), zone);
      expect(isDmarcRecord(text)).toBe(true);
    }),
    { seed: 9989, numRuns: 300 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerAll, found, nxDomain } from '../dns-answer.ts';
import { readSpfTree } from '../spf/tree.ts';
import { detectSenders } from './detect.ts';
import { ownSpfTargets, type SenderEvidence } from './evidence.ts';
import { compareRecords } from './needed.ts';
import { matchesAny } from './pattern.ts';
import { patternIndex } from './pattern-index.ts';
import { mailServices, nameSender, needlessAtApex, selectorsToProbe, serviceById } from './table.ts';

const domain = 'shop.example';
const evidence = (rest: Partial<SenderEvidence>): SenderEvidence => ({
  domain,
  mx: [],
  spf: [],
  cnames: [],
  dkim: [],
  txt: [],
  ...rest,
});
const key = (
  selector: string,
  target: string | null = null,
  state: 'key' | 'missing' | 'revoked' = 'key',
) => ({ domain, selector, target, state });
const seen = (rest: Partial<SenderEvidence>): readonly string[] =>
  detectSenders(evidence(rest)).map(({ service, state, confidence }) => `${service} ${state} ${confidence}`);

test('the table holds 38 services with ids of their own', () => {
  expect(mailServices.length).toBe(38);
  expect(new Set(mailServices.map(({ id }) => id)).size).toBe(38);
  expect([...needlessAtApex].toSorted()).toEqual([
    '*.wl*.sendgrid.net',
    '_netblocks.sparkpostmail.com',
    'amazonses.com',
    'sendgrid.net',
    'servers.mcsv.net',
    'sparkpostmail.com',
    'spf.mtasv.net',
  ]);
  expect(selectorsToProbe.length).toBeLessThan(100);
});

test.each<readonly [string, Partial<SenderEvidence>, readonly string[]]>([
  ['nothing there', {}, []],
  [
    'a selector everybody uses proves nothing',
    { dkim: [key('default'), key('k1'), key('s1'), key('mail')] },
    [],
  ],
  ['Search Console is not mail', { txt: [{ host: domain, texts: ['google-site-verification=x'] }] }, []],
  [
    'a mailbox without its DKIM is half-finished',
    {
      mx: [{ host: domain, exchanges: ['smtp.google.com'] }],
      spf: [{ host: domain, targets: ['_spf.google.com'] }],
      dkim: [key('google', null, 'missing')],
    },
    ['google-workspace half-finished certain'],
  ],
  [
    'aliases that lead nowhere are a dead set-up',
    {
      dkim: [
        key('mte1', 'dkim1.mandrillapp.com', 'missing'),
        key('mte2', 'dkim2.mandrillapp.com', 'missing'),
      ],
    },
    ['mandrill dead certain'],
  ],
  [
    'a verification text alone is a left-over',
    { txt: [{ host: domain, texts: ['brevo-code:abc'] }] },
    ['brevo left-over likely'],
  ],
  [
    'k1 that leads to Mailchimp is not Mailgun',
    { dkim: [key('k1', 'dkim.mcsv.net')] },
    ['mailchimp complete certain'],
  ],
  [
    'Resend on Amazon is Resend only',
    {
      mx: [{ host: 'send.shop.example', exchanges: ['feedback-smtp.eu-west-1.amazonses.com'] }],
      spf: [{ host: 'send.shop.example', targets: ['amazonses.com'] }],
      dkim: [key('resend')],
    },
    ['resend complete likely'],
  ],
])('detection: %s', (_story, rest, expected) => {
  expect(seen(rest)).toEqual(expected);
});

test('what a declared sender still needs, with our own names filled in', () => {
  const service = serviceById('fastmail');
  const records =
    service === null
      ? []
      : compareRecords(
          service,
          domain,
          evidence({
            mx: [{ host: domain, exchanges: ['in1-smtp.messagingengine.com'] }],
            spf: [{ host: domain, targets: [] }],
            dkim: [key('fm1', 'fm1.shop.example.dkim.fmhosted.com')],
          }),
        );
  expect(records.map(({ host, value, status }) => `${host} ${value} ${status}`)).toEqual([
    'shop.example in1-smtp.messagingengine.com present',
    'shop.example spf.messagingengine.com missing',
    'fm1._domainkey.shop.example fm1.shop.example.dkim.fmhosted.com present',
    'fm2._domainkey.shop.example fm2.shop.example.dkim.fmhosted.com unknown',
    'fm3._domainkey.shop.example fm3.shop.example.dkim.fmhosted.com unknown',
  ]);
});

test('own SPF targets: what our vendors include is their business', () => {
  const zone: Readonly<Record<string, string>> = {
    'shop.example': 'v=spf1 include:_spf.shop.example include:crm.example -all',
    '_spf.shop.example': 'v=spf1 include:spf.mtasv.net -all',
    'crm.example': 'v=spf1 include:sendgrid.net -all',
    'spf.mtasv.net': 'v=spf1 -all',
    'sendgrid.net': 'v=spf1 -all',
  };
  const tree = answerAll(readSpfTree(domain), ({ name }) =>
    zone[name] === undefined ? nxDomain : found([zone[name]]),
  );
  expect(ownSpfTargets(tree)).toEqual(['_spf.shop.example', 'crm.example', 'spf.mtasv.net']);
});

test('senders are named by the domains that authenticate them', () => {
  expect(nameSender(['bounce.shop.example', 'sendgrid.net'])).toBe('Twilio SendGrid');
  expect(nameSender(['eu-west-1.amazonses.com'])).toBe('Amazon SES');
  expect(nameSender(['unknown.example'])).toBeNull();
});

test('whatever DNS says, detection ends and names each service once', () => {
  const text = fc.oneof(
    fc.constantFrom('.', '', 'smtp.google.com', 'amazonses.com', 'dkim1.mcsv.net', 'brevo-code:'),
    fc.string(),
  );
  const host = fc.oneof(fc.constantFrom(domain, `send.${domain}`), fc.string());
  fc.assert(
    fc.property(fc.array(fc.record({ host, text }), { maxLength: 12 }), (entries) => {
      const found = detectSenders(
        evidence({
          mx: entries.map((one) => ({ host: one.host, exchanges: [one.text] })),
          spf: entries.map((one) => ({ host: one.host, targets: [one.text] })),
          cnames: entries.map((one) => ({ host: one.host, target: one.text })),
          dkim: entries.map((one) => key(one.host, one.text)),
          txt: entries.map((one) => ({ host: one.host, texts: [one.text] })),
        }),
      );
      expect(new Set(found.map(({ service }) => service)).size).toBe(found.length);
    }),
    { seed: 38, numRuns: 300 },
  );
});

test.each(['mx', 'spf', 'selectors', 'dkimTargets', 'cnames', 'returnMx'] as const)(
  'the index of %s finds for any text what trying every pattern finds, in the order of the table',
  (kind) => {
    const index = patternIndex(mailServices, kind);
    const patterns = mailServices.flatMap(({ signs }) => signs[kind] ?? []);
    expect(patterns.length).toBeGreaterThan(0);
    const filled = fc
      .tuple(fc.constantFrom(...patterns), fc.stringMatching(/^[a-z0-9.-]{0,8}$/), fc.nat(99_999))
      .map(([pattern, text, digits]) => pattern.replaceAll('*', text).replaceAll('#', `${digits % 10}`));
    fc.assert(
      fc.property(fc.oneof(filled, fc.domain(), fc.string()), (text) => {
        expect(index(text)).toEqual(mailServices.filter(({ signs }) => matchesAny(signs[kind], text)));
      }),
      { seed: 3, numRuns: 400 },
    );
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAuthenticationResults } from './authentication-results.ts';
import { judgeLogo, readBimi } from './bimi.ts';
import { classifyBounce } from './bounce.ts';
import { answerAll, found, nxDomain } from './dns-answer.ts';
import { parseDmarc } from './dmarc/record.ts';
import { blockListName, blockLists, readListing } from './dnsbl.ts';
import { formatIp, parseIp, reverseName } from './ip.ts';
import { readListUnsubscribe } from './list-unsubscribe.ts';
import { isMxCovered, parseMtaStsPolicy, readMtaStsRecord } from './mta-sts.ts';
import { readMx } from './mx.ts';
import { judgeSilentDomain } from './never-sends.ts';
import { judgeSender } from './sender-rules.ts';
import { readSpfTree } from './spf/tree.ts';
import { readTlsRpt } from './tls-rpt.ts';

const messages = (
  of: { readonly issues: readonly { readonly message: string }[] } | null,
): readonly string[] => of?.issues.map(({ message }) => message) ?? ['absent'];

test('MTA-STS: record, policy and which exchangers it covers', () => {
  expect(readMtaStsRecord(['v=spf1 -all'])).toBeNull();
  expect(messages(readMtaStsRecord(['v=STSv1; id=20261122T000000;']))).toEqual([]);
  expect(messages(readMtaStsRecord(['v=STSv1; id=2026-11-22']))).toEqual([
    '"id=2026-11-22" is not 1 to 32 letters and digits',
  ]);
  const policy = parseMtaStsPolicy(
    'version: STSv1\nmode: enforce\nmx: mx1.shop.example\r\nmx: *.mail.example\nmax_age: 604800\n',
  );
  expect(policy).toEqual({
    mode: 'enforce',
    mx: ['mx1.shop.example', '*.mail.example'],
    maxAgeSeconds: 604_800,
    issues: [],
  });
  expect(
    ['mx1.shop.example', 'a.mail.example', 'a.b.mail.example', 'mail.example'].map((host) =>
      isMxCovered(host, policy.mx),
    ),
  ).toEqual([true, true, false, false]);
  expect(messages(parseMtaStsPolicy('<html>404</html>'))).toEqual([
    '"version" is "", not "STSv1"',
    '"mode" is "", not enforce, testing or none',
    '"max_age" is "", not 0 to 31557600 seconds',
    'there is no "mx"',
  ]);
});

test('TLS reporting and BIMI records', () => {
  expect(messages(readTlsRpt(['v=TLSRPTv1; rua=mailto:tls@shop.example,https://r.example/v1']))).toEqual([]);
  expect(messages(readTlsRpt(['v=TLSRPTv1; rua=tls@shop.example']))).toEqual([
    'rua: "tls@shop.example" is not a URI (is "mailto:" missing?)',
  ]);
  expect(readBimi(['v=BIMI1; l=https://shop.example/logo.svg; a='])).toMatchObject({
    location: 'https://shop.example/logo.svg',
    authority: null,
    issues: [],
  });
  expect(readBimi(['v=BIMI1; l=; a='])?.isDeclined).toBe(true);
  expect(messages(readBimi(['v=BIMI1; l=http://shop.example/logo.svg']))).toEqual([
    '"l=" is not an https address',
  ]);
});

test('a logo: Tiny PS passes, a web SVG is told what is in the way', () => {
  expect(
    judgeLogo(
      '<svg version="1.2" baseProfile="tiny-ps" viewBox="0 0 1 1"><title>Shop</title><path d="M0 0"/></svg>',
    ),
  ).toEqual([]);
  expect(
    judgeLogo('<svg viewBox="0 0 1 1"><script>1</script><image href="https://x"/></svg>').map(
      ({ message }) => message,
    ),
  ).toEqual([
    'baseProfile is not "tiny-ps"',
    'version is not "1.2"',
    'there is no <title>',
    '<script> is not allowed',
    'it refers to something outside of itself',
  ]);
});

test('MX: sorted, null MX alone and null MX beside others', () => {
  expect(readMx(['0 .'])).toEqual({ isNull: true, exchanges: [{ preference: 0, host: '.' }], issues: [] });
  expect(readMx(['20 b.example.', '10 A.example']).exchanges.map(({ host }) => host)).toEqual([
    'a.example',
    'b.example',
  ]);
  expect(messages(readMx(['0 .', '10 mx.example', '20 192.0.2.1']))).toEqual([
    'a null MX stands beside other exchangers',
    '192.0.2.1 is an address, not a host name',
  ]);
});

test('a domain that never sends says so in three records', () => {
  const silent = {
    spf: answerAll(readSpfTree('parked.example'), () => found(['v=spf1 -all'])),
    mx: readMx(['0 .']),
    dmarc: parseDmarc('v=DMARC1; p=reject'),
  };
  expect(judgeSilentDomain(silent)).toEqual([]);
  expect(judgeSilentDomain({ spf: null, mx: null, dmarc: null })).toEqual([]);
  const open = {
    spf: answerAll(readSpfTree('parked.example'), () => nxDomain),
    mx: readMx([]),
    dmarc: 'absent' as const,
  };
  expect(judgeSilentDomain(open).map(({ message }) => message)).toEqual([
    'SPF is not "v=spf1 -all"',
    'there is no null MX "0 ."',
    'DMARC is not "v=DMARC1; p=reject"',
  ]);
});

test('block lists: names asked, listed, clear, and a refusal that must not read as listed', () => {
  const [zen, dbl] = blockLists;
  if (zen === undefined || dbl === undefined) throw new Error('the table is empty');
  expect(blockListName(zen, '192.0.2.1')).toBe('1.2.0.192.zen.spamhaus.org');
  expect(blockListName(zen, '2001:db8::1')).toBe(`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.zen.spamhaus.org`);
  expect([blockListName(zen, 'shop.example'), blockListName(dbl, 'shop.example')]).toEqual([
    null,
    'shop.example.dbl.spamhaus.org',
  ]);
  expect(readListing(zen, [])).toEqual({ state: 'clear' });
  expect(readListing(zen, ['127.0.0.4'])).toEqual({ state: 'listed', codes: ['127.0.0.4'] });
  expect(readListing(zen, ['127.255.255.254'])).toMatchObject({ state: 'unknown' });
  expect(readListing(zen, ['203.0.113.9'])).toMatchObject({ state: 'unknown' });
});

test.each<readonly [string, string, string]>([
  [
    '550-5.7.26 Your email has been blocked because the sender is unauthenticated.',
    'authentication',
    'permanent',
  ],
  [
    '550 5.7.515 Access denied, sending domain shop.example does not meet the required authentication level.',
    'authentication',
    'permanent',
  ],
  [
    "550 5.7.1 Unauthenticated email from shop.example is not accepted due to domain's DMARC policy.",
    'authentication',
    'permanent',
  ],
  [
    '550 5.7.25 The IP address sending this message does not have a PTR record setup',
    'configuration',
    'permanent',
  ],
  ['421-4.7.28 Gmail has detected an unusual rate of unsolicited mail', 'rate-limit', 'temporary'],
  [
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume',
    'rate-limit',
    'temporary',
  ],
  [
    '450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted, see http://postgrey',
    'rate-limit',
    'temporary',
  ],
  ['550-5.1.1 The email account that you tried to reach does not exist.', 'mailbox', 'permanent'],
  ['552 5.2.2 Mailbox full', 'mailbox', 'permanent'],
  [
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    'reputation',
    'permanent',
  ],
  ['554 5.7.1 <a@b.example>: Relay access denied', 'configuration', 'permanent'],
  ['535 5.7.8 Error: authentication failed', 'configuration', 'permanent'],
  ['530 5.7.0 Must issue a STARTTLS command first', 'configuration', 'permanent'],
  ['552 5.3.4 Message size exceeds fixed limit', 'content', 'permanent'],
  ['smtp; 550 5.4.1 Recipient address rejected: Access denied.', 'mailbox', 'permanent'],
  ['451 4.4.1 no answer from host', 'network', 'temporary'],
  ['550 no', 'unknown', 'permanent'],
  ['went wrong', 'unknown', 'unknown'],
])('bounce "%s" is about %s', (text, cause, permanence) => {
  expect(classifyBounce(text)).toMatchObject({ cause, permanence });
});

test('one-click unsubscribe needs an https address, the post field, and both inside a signature', () => {
  const headers = {
    listUnsubscribe: '<mailto:u@shop.example>, <https://shop.example/u?t=1>',
    listUnsubscribePost: 'List-Unsubscribe=One-Click',
    signedHeaders: [['from', 'list-unsubscribe', 'list-unsubscribe-post']],
  };
  expect(readListUnsubscribe(headers)).toEqual({
    https: ['https://shop.example/u?t=1'],
    mailto: ['mailto:u@shop.example'],
    isOneClick: true,
    issues: [],
  });
  expect(
    messages(readListUnsubscribe({ ...headers, signedHeaders: [['from', 'list-unsubscribe']] })),
  ).toEqual(['no passing DKIM signature covers both fields']);
  expect(
    messages(
      readListUnsubscribe({
        ...headers,
        listUnsubscribe: '<http://shop.example/u>',
        listUnsubscribePost: 'yes',
      }),
    ),
  ).toEqual(['no https address to post to', 'List-Unsubscribe-Post is not "List-Unsubscribe=One-Click"']);
});

test('Authentication-Results of Gmail and of Outlook, comments and quotes included', () => {
  expect(
    parseAuthenticationResults(
      'mx.google.com; dkim=pass (2048-bit key; "x") header.i=@shop.example header.s=s1; spf=softfail (google.com: a (nested) note) smtp.mailfrom="a b"@shop.example; dmarc=fail (p=NONE) header.from=shop.example',
    ),
  ).toEqual({
    server: 'mx.google.com',
    results: [
      {
        method: 'dkim',
        result: 'pass',
        reason: null,
        properties: { 'header.i': '@shop.example', 'header.s': 's1' },
      },
      { method: 'spf', result: 'softfail', reason: null, properties: { 'smtp.mailfrom': 'a b' } },
      { method: 'dmarc', result: 'fail', reason: null, properties: { 'header.from': 'shop.example' } },
    ],
  });
  expect(
    parseAuthenticationResults('spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=none'),
  ).toMatchObject({ server: '', results: [{ method: 'spf' }, { method: 'dkim', result: 'none' }] });
  expect(parseAuthenticationResults('mx.example 1; none')).toEqual({ server: 'mx.example', results: [] });
  expect(parseAuthenticationResults('')).toBeNull();
});

test('sender rules: a bulk newsletter without DKIM breaks what each receiver asks, unknown stays unknown', () => {
  const rows = judgeSender(
    {
      mailsPerDay: 6000,
      isMarketing: true,
      hasSpfPass: true,
      hasDkimPass: false,
      dkimBits: null,
      hasDmarcRecord: true,
      isAligned: true,
      hasReverseName: true,
      usesTls: true,
      hasValidHeaders: true,
      hasOneClick: false,
      complaintRate: 0.002,
    },
    true,
  );
  const of = (id: string) => rows.find((row) => row.id === id)?.states;
  expect(of('spf-or-dkim')).toEqual({ gmail: 'met', yahoo: 'met', microsoft: 'met' });
  expect(of('spf-and-dkim')).toEqual({ gmail: 'broken', yahoo: 'broken', microsoft: 'broken' });
  expect(of('one-click')).toEqual({ gmail: 'broken', yahoo: 'broken', microsoft: 'not asked' });
  expect(of('dkim-1024')).toEqual({ gmail: 'unknown', yahoo: 'unknown', microsoft: 'not asked' });
  expect(of('complaints-wanted')).toEqual({ gmail: 'advised', yahoo: 'not asked', microsoft: 'not asked' });
});

test('addresses: text and bytes agree, and reverse names follow', () => {
  expect(reverseName(parseIp('192.0.2.1') ?? { version: 4, bytes: [] })).toBe('1.2.0.192.in-addr.arpa');
  for (const bad of [
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
    ':::1',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '::g',
    '1.2.3.4::',
    '',
  ])
    expect([bad, parseIp(bad)]).toEqual([bad, null]);
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const ip = parseIp(text);
      expect(ip).not.toBeNull();
      if (ip !== null) expect(parseIp(formatIp(ip))).toEqual(ip);
    }),
    { seed: 4291 },
  );
});

test('whatever is sent, every small parser answers', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('', 'v=STSv1;', 'v=TLSRPTv1;', 'v=BIMI1;', '<svg ', 'mx.x; ', '550 5.7.1 '),
      (tail, head) => {
        const text = head + tail;
        readMtaStsRecord([text]);
        parseMtaStsPolicy(text);
        readTlsRpt([text]);
        readBimi([text]);
        judgeLogo(text);
        readMx([text]);
        parseAuthenticationResults(text);
        classifyBounce(text);
        readListUnsubscribe({ listUnsubscribe: text, listUnsubscribePost: text, signedHeaders: [] });
        parseIp(text);
      },
    ),
    { seed: 8601, numRuns: 500 },
  );
});

/**
 * What every provider of records must do, as data. `before` and `after` are zone lines below case.test (TTL 300 unless stated);
 * `changes` are the sets that differ, as `owner/TYPE`.
 */
export interface ProviderCase {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly changes: readonly string[];
}

const hex64 = 'A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90';
const other64 = hex64.split('').toReversed().join('');
const dkim = `"v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEF'.repeat(10).slice(0, 230)}" "${'AAOCAQ8AMIIBCgKCAQEA'.repeat(8)}"`;

/** Type, three values, and the owner they live at. */
const types: readonly (readonly [type: string, owner: string, a: string, b: string, c: string])[] = [
  ['A', 'www', '192.0.2.1', '192.0.2.2', '192.0.2.3'],
  ['AAAA', 'www', '2001:db8::1', '2001:db8::2', '2001:db8:0:1::3'],
  ['MX', '@', '10 mail.example.net.', '20 mail2.example.net.', '30 mail3.example.net.'],
  ['TXT', '@', '"v=spf1 -all"', '"google-site-verification=abc"', '"a; b \\"c\\" \\\\d"'],
  ['NS', 'sub', 'ns1.example.net.', 'ns2.example.net.', 'ns3.example.org.'],
  ['CAA', '@', '0 issue "letsencrypt.org"', '0 issuewild ";"', '0 iodef "mailto:sec@example.net"'],
  [
    'SRV',
    '_sip._tcp',
    '10 5 5060 sip.example.net.',
    '20 5 5060 sip2.example.net.',
    '0 0 443 sip3.example.net.',
  ],
  ['PTR', 'ptr', 'host.example.net.', 'host2.example.net.', 'host3.example.net.'],
  ['TLSA', '_443._tcp', `3 1 1 ${hex64}`, `3 1 1 ${other64}`, `2 0 1 ${hex64}`],
  ['SSHFP', 'ssh', `4 2 ${hex64}`, `4 2 ${other64}`, `1 2 ${hex64}`],
  [
    'NAPTR',
    'naptr',
    '100 10 "S" "SIP+D2U" "" _sip._udp.example.net.',
    '102 10 "S" "SIP+D2T" "" _sip._tcp.example.net.',
    '103 10 "A" "" "" a.example.net.',
  ],
  [
    'URI',
    '_ftp._tcp',
    '10 1 "ftp://a.example.net/"',
    '20 1 "ftp://b.example.net/"',
    '30 1 "ftp://c.example.net/"',
  ],
  ['HTTPS', 'svc', '1 . alpn="h2"', '2 a.example.net. alpn="h2,h3"', '3 b.example.net. port=8443'],
  ['SVCB', '_dns', '1 a.example.net. alpn="h2"', '2 b.example.net. port=853', '3 c.example.net. alpn="h3"'],
];

const perType: readonly ProviderCase[] = types.flatMap(([type, owner, a, b, c]) => {
  const line = (value: string): string => `${owner} ${type} ${value}`;
  const changes = [`${owner}/${type}`];
  return [
    { title: `${type}: create`, before: [], after: [line(a)], changes },
    { title: `${type}: create three at once`, before: [], after: [line(a), line(b), line(c)], changes },
    { title: `${type}: replace the value`, before: [line(a)], after: [line(b)], changes },
    { title: `${type}: add a value`, before: [line(a)], after: [line(a), line(b)], changes },
    {
      title: `${type}: take one of three away`,
      before: [line(a), line(b), line(c)],
      after: [line(a), line(c)],
      changes,
    },
    { title: `${type}: delete`, before: [line(a), line(b)], after: [], changes },
  ];
});

type Row = readonly [
  title: string,
  before: readonly string[],
  after: readonly string[],
  changes: readonly string[],
];
const rows = (list: readonly Row[]): readonly ProviderCase[] =>
  list.map(([title, before, after, changes]) => ({ title, before, after, changes }));

const single = rows([
  [
    'DS below a delegation',
    ['sub NS ns1.example.net.'],
    ['sub NS ns1.example.net.', `sub DS 12345 13 2 ${hex64}`],
    ['sub/DS'],
  ],
  [
    'DS: replace',
    ['sub NS ns1.example.net.', `sub DS 12345 13 2 ${hex64}`],
    ['sub NS ns1.example.net.', `sub DS 12346 13 2 ${other64}`],
    ['sub/DS'],
  ],
  ['CNAME: create', [], ['www CNAME shop.example.net.'], ['www/CNAME']],
  ['CNAME: replace', ['www CNAME a.example.net.'], ['www CNAME b.example.net.'], ['www/CNAME']],
  ['CNAME: delete', ['www CNAME a.example.net.'], [], ['www/CNAME']],
  ['CNAME: to the apex', [], ['www CNAME @'], ['www/CNAME']],
  ['A becomes CNAME', ['www A 192.0.2.1'], ['www CNAME a.example.net.'], ['www/A', 'www/CNAME']],
  [
    'A and AAAA become CNAME',
    ['www A 192.0.2.1', 'www AAAA 2001:db8::1'],
    ['www CNAME a.example.net.'],
    ['www/A', 'www/AAAA', 'www/CNAME'],
  ],
  ['CNAME becomes A', ['www CNAME a.example.net.'], ['www A 192.0.2.1'], ['www/A', 'www/CNAME']],
  [
    'CNAME becomes A and AAAA',
    ['www CNAME a.example.net.'],
    ['www A 192.0.2.1', 'www AAAA 2001:db8::1'],
    ['www/A', 'www/AAAA', 'www/CNAME'],
  ],
  ['CNAME chain of three', [], ['a CNAME b', 'b CNAME c', 'c A 192.0.2.1'], ['a/CNAME', 'b/CNAME', 'c/A']],
  [
    'two names swap addresses',
    ['a A 192.0.2.1', 'b A 192.0.2.2'],
    ['a A 192.0.2.2', 'b A 192.0.2.1'],
    ['a/A', 'b/A'],
  ],
  [
    'alias and target change places',
    ['a CNAME b', 'b A 192.0.2.1'],
    ['a A 192.0.2.1', 'b CNAME a'],
    ['a/A', 'a/CNAME', 'b/A', 'b/CNAME'],
  ],
  [
    'a subtree goes',
    ['a.b.c A 192.0.2.1', 'd.b.c A 192.0.2.2', 'b.c TXT "x"'],
    [],
    ['a.b.c/A', 'b.c/TXT', 'd.b.c/A'],
  ],
  [
    'a subtree comes',
    [],
    ['a.b.c A 192.0.2.1', 'b.c A 192.0.2.2', 'c A 192.0.2.3'],
    ['a.b.c/A', 'b.c/A', 'c/A'],
  ],
]);

const ttls = rows([
  ['TTL lowered', ['www 3600 A 192.0.2.1'], ['www 60 A 192.0.2.1'], ['www/A']],
  ['TTL raised', ['www 60 A 192.0.2.1'], ['www 86400 A 192.0.2.1'], ['www/A']],
  [
    'TTL of a set of three',
    ['www 60 A 192.0.2.1', 'www 60 A 192.0.2.2', 'www 60 A 192.0.2.3'],
    ['www 120 A 192.0.2.1', 'www 120 A 192.0.2.2', 'www 120 A 192.0.2.3'],
    ['www/A'],
  ],
  ['TTL and value together', ['www 60 A 192.0.2.1'], ['www 120 A 192.0.2.2'], ['www/A']],
  ['TTL of MX', ['@ 60 MX 10 a.example.net.'], ['@ 3600 MX 10 a.example.net.'], ['@/MX']],
  ['TTL of a CNAME', ['www 60 CNAME a.example.net.'], ['www 3600 CNAME a.example.net.'], ['www/CNAME']],
  ['TTL of a TXT', ['@ 60 TXT "v=spf1 -all"'], ['@ 3600 TXT "v=spf1 -all"'], ['@/TXT']],
  [
    'different TTLs of one name',
    [],
    ['www 60 A 192.0.2.1', 'www 120 AAAA 2001:db8::1'],
    ['www/A', 'www/AAAA'],
  ],
]);

const texts = rows([
  ['two strings, over 255 bytes (DKIM)', [], [`s1._domainkey TXT ${dkim}`], ['s1._domainkey/TXT']],
  [
    'a DKIM key is rotated',
    [`s1._domainkey TXT ${dkim}`],
    ['s1._domainkey TXT "v=DKIM1; p="', `s2._domainkey TXT ${dkim}`],
    ['s1._domainkey/TXT', 's2._domainkey/TXT'],
  ],
  ['a 255-byte string', [], [`long TXT "${'x'.repeat(255)}"`], ['long/TXT']],
  ['quotes and backslashes', [], ['q TXT "say \\"hi\\" \\\\ there"'], ['q/TXT']],
  ['only a backslash', [], ['q TXT "\\\\"'], ['q/TXT']],
  ['semicolons and equals', [], ['q TXT "k=v; a=b;"'], ['q/TXT']],
  ['spaces at the ends', [], ['q TXT "  padded  "'], ['q/TXT']],
  ['percent and dollar', [], ['q TXT "100% $1 `x`"'], ['q/TXT']],
  ['upper and lower case count', ['q TXT "Token"'], ['q TXT "token"'], ['q/TXT']],
  ['bytes above ASCII', [], ['q TXT "gr\\195\\188n"'], ['q/TXT']],
  [
    'SPF merged',
    ['@ TXT "v=spf1 include:_spf.a.example -all"', '@ TXT "other=1"'],
    ['@ TXT "v=spf1 include:_spf.a.example include:_spf.b.example -all"', '@ TXT "other=1"'],
    ['@/TXT'],
  ],
  [
    'DMARC step',
    ['_dmarc TXT "v=DMARC1; p=none"'],
    ['_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:d@case.test"'],
    ['_dmarc/TXT'],
  ],
  [
    'five verification texts',
    [],
    ['@ TXT "a=1"', '@ TXT "b=2"', '@ TXT "c=3"', '@ TXT "d=4"', '@ TXT "e=5"'],
    ['@/TXT'],
  ],
  [
    'a text beside the challenge',
    ['_acme-challenge TXT "one"'],
    ['_acme-challenge TXT "one"', '_acme-challenge TXT "two"'],
    ['_acme-challenge/TXT'],
  ],
]);

const names = rows([
  ['wildcard', [], ['* A 192.0.2.9'], ['*/A']],
  ['wildcard below a name', [], ['*.tenants CNAME app.example.net.'], ['*.tenants/CNAME']],
  ['wildcard MX', ['* MX 10 a.example.net.'], ['* MX 10 b.example.net.'], ['*/MX']],
  ['underscores', [], ['_a._b._c TXT "x"'], ['_a._b._c/TXT']],
  ['digits only', [], ['123 A 192.0.2.1'], ['123/A']],
  ['an A-label', [], ['xn--bcher-kva A 192.0.2.1'], ['xn--bcher-kva/A']],
  ['a label of 63', [], [`${'l'.repeat(63)} A 192.0.2.1`], [`${'l'.repeat(63)}/A`]],
  ['ten labels', [], ['a.b.c.d.e.f.g.h.i.j A 192.0.2.1'], ['a.b.c.d.e.f.g.h.i.j/A']],
  ['names that begin alike', ['ab A 192.0.2.1', 'abc A 192.0.2.2'], ['abc A 192.0.2.2'], ['ab/A']],
  ['the apex address', [], ['@ A 192.0.2.1', '@ AAAA 2001:db8::1'], ['@/A', '@/AAAA']],
  ['the apex address moves', ['@ A 192.0.2.1'], ['@ A 192.0.2.2'], ['@/A']],
  ['the name of the zone inside the zone', [], ['case.test A 192.0.2.1'], ['case.test/A']],
]);

const wholes = rows([
  [
    'mail moves: MX, SPF and DKIM in one change',
    ['@ MX 10 old.example.net.', '@ TXT "v=spf1 include:old.example -all"'],
    [
      '@ MX 1 new.example.net.',
      '@ TXT "v=spf1 include:new.example -all"',
      'n1._domainkey CNAME n1.new.example.',
    ],
    ['@/MX', '@/TXT', 'n1._domainkey/CNAME'],
  ],
  ['null MX (RFC 7505)', ['@ MX 10 a.example.net.'], ['@ MX 0 .'], ['@/MX']],
  ['MX with equal preference', [], ['@ MX 10 a.example.net.', '@ MX 10 b.example.net.'], ['@/MX']],
  ['MX preference only', ['@ MX 10 a.example.net.'], ['@ MX 20 a.example.net.'], ['@/MX']],
  [
    'SRV weight only',
    ['_x._tcp SRV 1 1 80 a.example.net.'],
    ['_x._tcp SRV 1 2 80 a.example.net.'],
    ['_x._tcp/SRV'],
  ],
  ['SRV without service', [], ['_x._tcp SRV 0 0 0 .'], ['_x._tcp/SRV']],
  ['CAA with parameters', [], ['@ CAA 0 issue "letsencrypt.org; validationmethods=dns-01"'], ['@/CAA']],
  ['critical CAA', [], ['@ CAA 128 issue "ca.example.net"'], ['@/CAA']],
  ['delegation with glue', [], ['sub NS ns1.sub', 'ns1.sub A 192.0.2.53'], ['ns1.sub/A', 'sub/NS']],
  ['IPv6 with an embedded zero run', [], ['v6 AAAA 2001:db8:0:0:1:0:0:1'], ['v6/AAAA']],
  ['IPv4-mapped', [], ['v6 AAAA ::ffff:192.0.2.1'], ['v6/AAAA']],
  [
    'HTTPS with hints',
    [],
    ['svc HTTPS 1 . alpn="h2,h3" ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1'],
    ['svc/HTTPS'],
  ],
  ['HTTPS alias', [], ['svc HTTPS 0 edge.example.net.'], ['svc/HTTPS']],
  [
    'twenty addresses of one name',
    [],
    Array.from({ length: 20 }, (_, n) => `many A 192.0.2.${n + 1}`),
    ['many/A'],
  ],
  [
    'thirty names in one change',
    [],
    Array.from({ length: 30 }, (_, n) => `h${String(n).padStart(2, '0')} A 192.0.2.${n + 1}`),
    Array.from({ length: 30 }, (_, n) => `h${String(n).padStart(2, '0')}/A`),
  ],
  [
    'everything at a busy apex',
    ['@ A 192.0.2.1', '@ MX 10 a.example.net.', '@ TXT "x"', '@ CAA 0 issue "a.example"'],
    ['@ A 192.0.2.2', '@ MX 10 b.example.net.', '@ TXT "y"', '@ CAA 0 issue "b.example"'],
    ['@/A', '@/CAA', '@/MX', '@/TXT'],
  ],
  [
    'nothing else is touched',
    ['a A 192.0.2.1', 'b A 192.0.2.2', 'c TXT "keep"', '@ MX 10 keep.example.net.'],
    ['a A 192.0.2.1', 'b A 192.0.2.3', 'c TXT "keep"', '@ MX 10 keep.example.net.'],
    ['b/A'],
  ],
  [
    'order of values means nothing',
    ['a A 192.0.2.1', 'a A 192.0.2.2'],
    ['a A 192.0.2.2', 'a A 192.0.2.1'],
    [],
  ],
]);

const odd = rows([
  ['an unknown type (RFC 3597)', [], ['x TYPE65300 \\# 3 010203'], ['x/TYPE65300']],
  ['HINFO', [], ['x HINFO "ARM" "Linux"'], ['x/HINFO']],
  ['RP', [], ['x RP admin.example.net. txt.example.net.'], ['x/RP']],
  ['DNAME', [], ['old DNAME new.example.net.'], ['old/DNAME']],
  ['OPENPGPKEY', [], ['x OPENPGPKEY mQENBFVq'], ['x/OPENPGPKEY']],
  ['SMIMEA', [], [`x SMIMEA 3 1 1 ${hex64}`], ['x/SMIMEA']],
]);

export const providerCases: readonly ProviderCase[] = [
  ...perType,
  ...single,
  ...ttls,
  ...texts,
  ...names,
  ...wholes,
  ...odd,
];

import { describe, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { Manifest, ManifestMessage } from '../../model/manifest.ts';
import { parseManifest } from '../../manifest/parse.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeRoutes } from '../../outside/fake/http.ts';
import { scanTemplate } from '../../protocols/mail/templates/scan.ts';
import type { Authentication } from '../authentication/authentication.ts';
import { readMessage } from '../message/read-message.ts';
import { mightAct } from './links.ts';
import { harmless } from './pictures.ts';
import { proveMail } from './prove.ts';
import type { ProofInput } from './proof-input.ts';

const manifest = ((): Manifest => {
  const parsed = parseManifest(
    'version: 1\nproduct: { name: Shop, domain: shop.test, canonical: shop.test }\nprofile: ecommerce\nhosts: [{ name: shop.test, role: apex }, { name: www.shop.test, role: www }, { name: api.shop.test, role: api }]\nmail: { domains: [shop.test] }\n',
    'launch.yaml',
  );
  if (parsed.manifest === null) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
})();
const good: Authentication = {
  opinions: [
    {
      by: 'mailauth',
      answers: [{ method: 'spf', domain: 'shop.test', selector: null, result: 'pass', reason: '' }],
    },
  ],
  spf: 'pass',
  dkim: 'pass',
  dmarc: 'pass',
  isAligned: true,
  signatures: [
    { domain: 'shop.test', fields: ['from', 'list-unsubscribe', 'list-unsubscribe-post'], bits: 2048 },
  ],
  hasDmarcRecord: true,
  disagreements: [],
  notes: [],
};
const html = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"></head><body>${body}</body></html>`;

interface Case {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly html?: string | null;
  readonly text?: string | null;
  readonly kind?: ManifestMessage['kind'];
  readonly isMarketing?: boolean;
  readonly authentication?: Partial<Authentication>;
  readonly isActive?: boolean;
  readonly http?: FakeRoutes;
}

const zones = {
  'shop.test': { MX: ['10 mx.shop.test.'] },
  'mx.shop.test': { A: ['192.0.2.10'] },
  '10.2.0.192.in-addr.arpa': { PTR: ['mx.shop.test.'] },
  '11.2.0.192.in-addr.arpa': { PTR: ['mx.shop.test.'] },
  'nothing.test': { MX: ['0 .'] },
  'address.test': { A: ['192.0.2.1'] },
  'silent.test': { TXT: ['x'] },
};

const usual: Readonly<Record<string, string>> = {
  From: 'Shop <hello@shop.test>',
  To: 'seed@sink.test',
  Subject: 'Hello',
  Date: 'Sun, 22 Nov 2026 05:00:00 +0000',
  'Message-ID': '<1@shop.test>',
  'Return-Path': '<bounces@shop.test>',
  Received:
    'from mx.shop.test (mx.shop.test [192.0.2.10]) by mx.sink.test with ESMTPS id 1; Sun, 22 Nov 2026 05:00:00 +0000',
  'MIME-Version': '1.0',
};

async function inputFor(case_: Case): Promise<ProofInput> {
  const { text = 'Hello, see https://shop.test/help for more', kind = 'other', isMarketing = false } = case_;
  const page =
    case_.html === undefined
      ? html('<p>Hello, see <a href="https://shop.test/help">help</a></p>')
      : case_.html;
  const fields = Object.entries({ ...usual, ...case_.headers }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  const part = (type: string, body: string | null): string =>
    body === null ? '' : `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`;
  const raw = `${fields.join('\r\n')}\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n${part('text/plain', text)}${part('text/html', page)}--b--\r\n`;
  const mail = await readMessage(Buffer.from(raw, 'utf8'));
  if (!mail.ok) throw new Error(mail.error.message);
  const at = unixMs(Date.UTC(2026, 10, 22, 5));
  return {
    declared: { id: 'hello', kind, from: 'hello@shop.test', trigger: null, isMarketing },
    manifest,
    head: {
      key: '1',
      folder: { name: 'INBOX', kind: 'inbox' },
      sizeBytes: raw.length,
      receivedAt: at,
      seenAt: at,
      from: 'hello@shop.test',
      recipients: [],
      subject: 'Hello',
      handover: null,
    },
    mail: mail.value,
    authentication: { ...good, ...case_.authentication },
    scan: mail.value.html === null ? null : scanTemplate(mail.value.html),
  };
}

/** Everything that does not simply hold, and what was asked for over HTTP. */
async function proven(
  case_: Case,
): Promise<{ readonly points: readonly string[]; readonly asked: readonly string[] }> {
  const outside = fakeOutside({ dns: fakeDns(zones), http: case_.http ?? { '*': { status: 200 } } });
  const points = await proveMail(await inputFor(case_), {
    outside,
    signal: new AbortController().signal,
    run: 'lr-abc',
    known: new Map(),
    isActiveAllowed: case_.isActive ?? false,
  });
  return {
    points: points
      .filter(({ state }) => state !== 'holds' && state !== 'not asked')
      .map(({ id, state, found }) => `${state} ${id}: ${found}`),
    asked: outside.http.requests.map(({ method = 'GET', url }) => `${method} ${url}`),
  };
}

const oneClick = {
  'List-Unsubscribe': '<https://shop.test/unsubscribe?c=1>',
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
};
const leave = 'Hello https://shop.test/help. Unsubscribe: https://shop.test/unsubscribe?c=1';

describe('what is proven about a mail (MAIL-4, MAIL-5, MAIL-6)', () => {
  it('a good mail: nothing to say, its page asked for once, with HEAD', async () => {
    expect(await proven({})).toEqual({ points: [], asked: ['HEAD https://shop.test/help'] });
  });

  const rows: readonly (readonly [story: string, case_: Case, expected: readonly (string | RegExp)[]])[] = [
    [
      'DMARC fails at the receiver',
      { authentication: { dmarc: 'fail', spf: 'fail', dkim: 'fail', isAligned: false, opinions: [] } },
      [
        /^broken spf/,
        /^broken dkim/,
        /^broken dmarc/,
        /^broken alignment/,
        /^broken receiver-gmail: not so: SPF or DKIM passes/,
        /^broken receiver-yahoo/,
        /^broken receiver-microsoft/,
      ],
    ],
    ['SPF fails but DKIM carries DMARC', { authentication: { spf: 'fail', opinions: [] } }, [/^advice spf/]],
    [
      'nobody could tell',
      { authentication: { spf: 'unknown', opinions: [], notes: ['inside'] } },
      ['unknown spf: inside'],
    ],
    [
      'two judges disagree',
      { authentication: { disagreements: ['SPF: a says pass, b says fail'] } },
      ['advice agreement: SPF: a says pass, b says fail'],
    ],
    [
      'From of another domain',
      { headers: { From: 'Shop <shop@gmail.com>' } },
      [/^broken from: shop@gmail\.com, declared is hello@shop\.test: a foreign domain$/],
    ],
    [
      'two From addresses',
      { headers: { From: 'a@shop.test, b@shop.test' } },
      [/^broken from: (?:2 From addresses|.*)/],
    ],
    [
      'an address of somebody else in the name',
      { headers: { From: '"support@paypal.com" <hello@shop.test>' } },
      ['broken from-name: the name shows an address at paypal.com: that is how phishing looks'],
    ],
    [
      'answers to a free mailbox',
      { headers: { 'Reply-To': 'shop.owner@gmail.com' } },
      ['broken reply-to: answers go to s***@gmail.com, a free mailbox: filters and people take it for fraud'],
    ],
    [
      'answers to nobody',
      { headers: { 'Reply-To': 'no-reply@shop.test' } },
      ['advice reply-to: answers go to n***@shop.test: customers who reply are lost'],
    ],
    [
      'bounces go to a domain that takes none',
      { headers: { 'Return-Path': '<b@nothing.test>' } },
      ['broken bounces: nothing.test takes no mail (null MX): bounces are lost'],
    ],
    [
      'bounces go to nobody',
      { headers: { 'Return-Path': '<>' } },
      [/^broken bounces: the envelope sender is empty/],
    ],
    [
      'bounces go to a name that does not exist',
      { headers: { 'Return-Path': '<b@gone.test>' } },
      ['broken bounces: gone.test does not exist: bounces are lost'],
    ],
    [
      'bounces go to a domain without mail',
      { headers: { 'Return-Path': '<b@silent.test>' } },
      ['broken bounces: silent.test takes no mail: bounces are lost'],
    ],
    [
      'bounces rely on the address alone',
      { headers: { 'Return-Path': '<b@address.test>' } },
      ['advice bounces: address.test has no MX, only an address'],
    ],
    [
      'no date and no id',
      { headers: { Date: null, 'Message-ID': null } },
      [
        'broken form: date is missing, message-id is missing',
        'broken date: it cannot be read',
        /^broken receiver-gmail: not so: Messages follow RFC 5322$/,
        /^broken receiver-yahoo/,
      ],
    ],
    [
      'a date an hour away',
      { headers: { Date: 'Sun, 22 Nov 2026 06:00:00 +0000' } },
      [/^broken date: 60 minutes away/],
    ],
    [
      'a subject whose template was not filled',
      { headers: { Subject: 'Hello {{ first_name }}' } },
      ['broken subject: "{{ first_name }}" was not filled in'],
    ],
    [
      'a body whose template was not filled',
      { text: 'Hello undefined, https://shop.test/help' },
      ['broken filled: "undefined" stands in the mail'],
    ],
    [
      'HTML only',
      { text: null },
      ['broken text-part: HTML only: filters distrust it, watches and screen readers show nothing'],
    ],
    [
      'a text part without the links',
      { text: 'Hello, see our help for more' },
      [/^broken text-part: the text part lacks the links/],
    ],
    [
      'a reset without link or code',
      { kind: 'reset', html: html('<p>Click the button</p>'), text: 'Click the button' },
      ['broken action: there is neither a link nor a code'],
    ],
    [
      'a reset with a code',
      { kind: 'reset', html: html('<p>Your code is 483920</p>'), text: 'Your code is 483920' },
      [],
    ],
    [
      'a link to the twin host',
      { html: null, text: 'https://www.shop.test/help' },
      ['broken links-canonical: www.shop.test, the canonical host is shop.test'],
    ],
    [
      'a link to staging',
      { html: null, text: 'https://staging.shop.test/help' },
      ['broken links-canonical: staging.shop.test is not the live product'],
    ],
    [
      'a link to a developer machine',
      { html: null, text: 'http://localhost:3000/help' },
      [
        'broken links-canonical: localhost is a workshop address',
        'broken links-https: over http: http://localhost:3000/help',
      ],
    ],
    ['a link elsewhere is nobody’s mistake', { html: null, text: 'https://www.instagram.com/shop' }, []],
    [
      'a relative link',
      { html: html('<a href="/help">Help</a>') },
      ['broken links-whole: 1 lead nowhere: "Help"'],
    ],
    [
      'a link that is gone',
      { http: { '*': { status: 404 } } },
      ['broken links-alive: https://shop.test/help answers 404'],
    ],
    [
      'an image over http, without alt',
      { html: html('<a href="https://shop.test/help">a</a><img src="http://shop.test/i.png">') },
      [
        /^broken images-https: http:\/\/shop\.test\/i\.png comes over http$/,
        /^broken images-alt: 1 of 1 have no alt/,
      ],
    ],
    [
      'a picture that is not inside the mail',
      { html: html('<a href="https://shop.test/help">a</a><img src="cid:logo" alt="">') },
      ['broken images-https: cid:logo is not part of the mail'],
    ],
    [
      'marketing without one-click',
      { isMarketing: true, text: leave },
      [
        'broken unsubscribe: there is no List-Unsubscribe',
        /^broken receiver-gmail: not so: Marketing mail has one-click unsubscribe$/,
        /^broken receiver-yahoo/,
        /^advice receiver-microsoft: better: Marketing mail has a working unsubscribe$/,
      ],
    ],
    [
      'marketing with it, not tried',
      { isMarketing: true, text: leave, headers: oneClick },
      [/^unknown unsubscribe-live: not tried/],
    ],
    [
      'fields outside of the signature',
      {
        isMarketing: true,
        text: leave,
        headers: oneClick,
        authentication: { signatures: [{ domain: 'shop.test', fields: ['from'], bits: 2048 }] },
      },
      [
        'broken unsubscribe: no passing DKIM signature covers both fields',
        /^broken receiver-gmail/,
        /^broken receiver-yahoo/,
        /^advice receiver-microsoft/,
      ],
    ],
    [
      'no visible way out',
      { isMarketing: true, headers: oneClick, isActive: true },
      ['broken unsubscribe-link: no visible unsubscribe in the mail itself'],
    ],
    [
      'a sending address without a name, in the clear',
      {
        headers: {
          Received: 'from mx.shop.test (mx.shop.test [192.0.2.12]) by mx.sink.test with ESMTP id 1',
        },
      },
      [
        /^broken receiver-gmail: not so: The sending address has a matching PTR, Mail is handed over with TLS$/,
        /^broken receiver-yahoo/,
      ],
    ],
    [
      'a reverse name that leads elsewhere',
      {
        headers: {
          Received: 'from mx.shop.test (mx.shop.test [192.0.2.11]) by mx.sink.test with ESMTPS id 1',
        },
      },
      [/^broken receiver-gmail: not so: The sending address has a matching PTR$/, /^broken receiver-yahoo/],
    ],
    [
      'no hop says where it came from',
      { headers: { Received: 'by mx.sink.test with LMTP id 1' } },
      [
        /^unknown receiver-gmail: not known here: The sending address has a matching PTR, Mail is handed over with TLS$/,
        /^unknown receiver-yahoo/,
      ],
    ],
    [
      'flexbox',
      { html: html('<p style="display:flex"><a href="https://shop.test/help">a</a></p>') },
      [/^advice template-display-flex: Outlook for Windows/],
    ],
    [
      'a video',
      { html: html('<video src="https://shop.test/v.mp4"></video><a href="https://shop.test/help">a</a>') },
      [/^broken template-video: Gmail/],
    ],
  ];
  it.each(rows)('%s', async (_story, case_, expected) => {
    const { points } = await proven(case_);
    expect(points).toHaveLength(expected.length);
    for (const [at, one] of expected.entries()) expect(points[at]).toMatch(one);
  });
});

describe('nothing is set off by looking', () => {
  it('links that might act are not opened; their host is asked for its first page', async () => {
    const { asked } = await proven({
      kind: 'verification',
      html: null,
      text: 'https://shop.test/verify?token=8f3a https://shop.test/unsubscribe?c=1 https://shop.test/help',
    });
    expect(asked).toEqual(['HEAD https://shop.test/', 'HEAD https://shop.test/help']);
  });

  it.each([
    ['https://shop.test/verify?x=1', '', true],
    ['https://shop.test/a', 'Unsubscribe here', true],
    ['https://shop.test/c/8f3ad0b1c2e4f5a6', '', true],
    ['https://click.esp.test/CL0/https:%2F%2Fshop.test/1/0100018f-1234-5678', '', true],
    ['https://shop.test/?jwt=aaaaaa.bbbbbbb.ccccccc', '', true],
    ['https://shop.test/listings', 'See what is new', false],
    ['https://shop.test/blog/spring-sale-2027', '', false],
    ['https://shop.test/orders/1234', 'Your order', false],
  ])('%s %s', (url, text, expected) => expect(mightAct(url, text)).toBe(expected));

  it('one-click is tried with POST, its body and no cookie, only when allowed', async () => {
    const case_: Case = { isMarketing: true, text: leave, headers: oneClick };
    expect((await proven(case_)).asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    const tried = await proven({ ...case_, isActive: true });
    expect(tried.points).toEqual([]);
    expect(tried.asked.filter((line) => line.startsWith('POST'))).toEqual([
      'POST https://shop.test/unsubscribe?c=1',
    ]);
  });

  it.each([
    [302, 'broken unsubscribe-live: POST answered 302, a redirect: mail providers do not follow it'],
    [500, 'broken unsubscribe-live: POST answered 500'],
  ])('an unsubscribe that answers %s', async (status, expected) => {
    const http: FakeRoutes = { 'https://shop.test/unsubscribe?c=1': { status }, '*': { status: 200 } };
    expect(
      (await proven({ isMarketing: true, text: leave, headers: oneClick, isActive: true, http })).points,
    ).toContain(expected);
  });

  it('pictures are taken without scripts, remote content, refreshes or another base', () => {
    const page = harmless(
      '<!doctype html><html><head><meta http-equiv="refresh" content="0;url=https://x.test"><base href="https://x.test/"><link rel=stylesheet href=a.css></head><body><p>Hi</p></body></html>',
    );
    expect(page).toMatch(
      /^<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
    );
    expect(page).not.toMatch(/refresh|<base|<link/);
    expect(page).toContain('<p>Hi</p>');
  });
});

import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { fakeDns, type FakeZones } from '../../outside/fake/dns.ts';
import { createClock } from '../../outside/real/clock.ts';
import { splitMessage } from '../../protocols/mail/message.ts';
import type { Handover } from '../inbox/inbox.ts';
import { inboxPresets } from '../inbox/presets.ts';
import { readMessage } from '../message/read-message.ts';
import { authenticateMail } from './authenticate.ts';
import type { Authentication } from './authentication.ts';
import { ignoredServers, receiverOpinion } from './by-receiver.ts';
import { disagreements } from './disagreements.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const zones: FakeZones = {
  'shop.test': { TXT: ['v=spf1 ip4:192.0.2.10 -all'] },
  's1._domainkey.shop.test': { TXT: [`v=DKIM1; k=rsa; p=${published}`] },
  '_dmarc.shop.test': { TXT: ['v=DMARC1; p=reject'] },
  'esp.test': { TXT: ['v=spf1 ip4:192.0.2.10 -all'] },
  test: { SOA: ['a. b. 1 1 1 1 1'] },
};
const from: Handover = {
  clientAddress: '192.0.2.10',
  helo: 'mx.shop.test',
  mailFrom: 'bounces@shop.test',
  tls: 'TLSv1.3',
};

async function signedMail(isSigned = true): Promise<Uint8Array> {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const sent = await transport.sendMail({
    from: 'Shop <hello@shop.test>',
    to: 'seed@sink.test',
    subject: 'Hello',
    text: 'Hello',
    ...(isSigned
      ? {
          dkim: {
            domainName: 'shop.test',
            keySelector: 's1',
            privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          },
        }
      : {}),
  });
  return sent.message as Buffer;
}

async function judged(
  bytes: Uint8Array,
  handover: Handover | null,
  in_: FakeZones = zones,
): Promise<Authentication> {
  const message = await readMessage(bytes);
  if (!message.ok) throw new Error(message.error.message);
  const outside = { dns: fakeDns(in_), clock: createClock() };
  return authenticateMail(
    outside,
    { bytes, message: message.value, handover, receiver: null },
    new AbortController().signal,
  );
}
const short = ({ spf, dkim, dmarc, isAligned }: Authentication): string =>
  `spf ${spf}, dkim ${dkim}, dmarc ${dmarc}, aligned ${isAligned}`;

describe('two judges beside each other (MAIL-4, MAIL-5)', () => {
  it('a good mail: mailauth and our own evaluators agree, ours says why', async () => {
    const result = await judged(await signedMail(), from);
    expect(short(result)).toBe('spf pass, dkim pass, dmarc pass, aligned true');
    expect(result.disagreements).toEqual([]);
    expect(result.opinions.map(({ by }) => by)).toEqual(['mailauth', 'launch-ready']);
    const own = result.opinions.at(-1)?.answers ?? [];
    expect(own[0]).toMatchObject({
      method: 'spf',
      result: 'pass',
      reason: '"ip4:192.0.2.10" in the record of shop.test decides',
    });
    expect(result.signatures[0]?.fields).toContain('subject');
  });

  it.each([
    [
      'from an address SPF does not name: DKIM carries DMARC',
      from.mailFrom,
      '192.0.2.99',
      true,
      'spf fail, dkim pass, dmarc pass, aligned true',
    ],
    [
      'unsigned, envelope of a service: SPF passes for somebody else',
      'b@esp.test',
      '192.0.2.10',
      false,
      'spf pass, dkim none, dmarc fail, aligned false',
    ],
    [
      'unsigned, from a wrong address',
      from.mailFrom,
      '192.0.2.99',
      false,
      'spf fail, dkim none, dmarc fail, aligned false',
    ],
    [
      'handed over inside a network: SPF is unknown, DKIM still proves',
      from.mailFrom,
      '10.0.0.7',
      true,
      'spf unknown, dkim pass, dmarc pass, aligned true',
    ],
    [
      'unsigned and inside a network: nothing is proven, nothing is accused',
      from.mailFrom,
      '127.0.0.1',
      false,
      'spf unknown, dkim none, dmarc unknown, aligned null',
    ],
  ])('%s', async (_story, mailFrom, clientAddress, isSigned, expected) => {
    const result = await judged(await signedMail(isSigned), { ...from, mailFrom, clientAddress });
    expect(short(result)).toBe(expected);
    expect(result.disagreements).toEqual([]);
  });

  it('a body changed on the way: both say the signature is broken', async () => {
    const mail = Buffer.from(
      Buffer.from(await signedMail())
        .toString('latin1')
        .replace(/Hello\r\n$/, 'Hello!\r\n'),
      'latin1',
    );
    const result = await judged(mail, { ...from, clientAddress: '192.0.2.99' });
    expect(short(result)).toBe('spf fail, dkim fail, dmarc fail, aligned false');
    expect(result.opinions.at(-1)?.answers[1]?.reason).toMatch(
      /^the body was changed after signing \(RFC 6376 section 6\.1\.3\)$/,
    );
  });

  it('name servers that do not answer: unknown, never a failure', async () => {
    const message = await readMessage(await signedMail());
    const outside = {
      dns: fakeDns(zones, {
        failures: {
          'shop.test': 'timed-out',
          's1._domainkey.shop.test': 'timed-out',
          '_dmarc.shop.test': 'timed-out',
          test: 'timed-out',
          '_dmarc.test': 'timed-out',
        },
      }),
      clock: createClock(),
    };
    const bytes = await signedMail();
    if (!message.ok) throw new Error('unreadable');
    const result = await authenticateMail(
      outside,
      { bytes, message: message.value, handover: from, receiver: null },
      new AbortController().signal,
    );
    expect([result.spf, result.dkim, result.dmarc]).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('what receivers wrote (RFC 8601)', () => {
  const headers = (...fields: string[]) =>
    splitMessage(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`)).headers;
  const gmail = { preset: inboxPresets.gmail, ownNames: ['imap.gmail.com', 'gmail.com'] };
  const own = { preset: inboxPresets.imap, ownNames: ['imap.house.test', 'people.house.test'] };
  const results = (opinion: ReturnType<typeof receiverOpinion>): readonly string[] =>
    opinion?.answers.map(({ method, domain, result }) => `${method}=${result} ${domain}`) ?? [];

  it('Gmail as it writes it', () => {
    const mail = headers(
      'Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@shop.test header.s=s1 header.b=abc;\r\n       spf=pass (google.com: domain of b@shop.test designates 192.0.2.10 as permitted sender) smtp.mailfrom=b@shop.test;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.test',
    );
    expect(results(receiverOpinion(mail, gmail))).toEqual([
      'dkim=pass shop.test',
      'spf=pass shop.test',
      'dmarc=pass shop.test',
    ]);
  });

  it('Outlook.com leaves its name out', () => {
    const mail = headers(
      'Authentication-Results: spf=pass (sender IP is 192.0.2.10)\r\n smtp.mailfrom=shop.test; dkim=pass (signature was verified)\r\n header.d=shop.test;dmarc=pass action=none header.from=shop.test;compauth=pass reason=100',
    );
    expect(results(receiverOpinion(mail, { preset: inboxPresets.outlook, ownNames: [] }))).toEqual([
      'spf=pass shop.test',
      'dkim=pass shop.test',
      'dmarc=pass shop.test',
    ]);
  });

  it('iCloud writes one field for each method', () => {
    const mail = headers(
      'Authentication-Results: dmarc.icloud.com; dmarc=fail header.from=shop.test',
      'Authentication-Results: dkim-verifier.icloud.com; dkim=permerror',
      'Authentication-Results: spf.icloud.com; spf=none smtp.mailfrom=b@shop.test',
    );
    expect(results(receiverOpinion(mail, { preset: inboxPresets.apple, ownNames: [] }))).toEqual([
      'dmarc=fail shop.test',
      'dkim=permerror null',
      'spf=none shop.test',
    ]);
  });

  it('a field the sender wrote itself is not believed', () => {
    const mail = headers('Authentication-Results: mx.shop.test; dmarc=pass header.from=shop.test');
    expect(receiverOpinion(mail, gmail)).toBeNull();
    expect(ignoredServers(mail, gmail)).toEqual(['mx.shop.test']);
  });

  it('a field further down that borrows the receiver’s name adds nothing', () => {
    const mail = headers(
      'Authentication-Results: mx.google.com; dkim=fail header.i=@shop.test; dmarc=fail header.from=shop.test',
      'Received: from laptop.test by mx.shop.test with ESMTP',
      'Authentication-Results: mx.google.com; dkim=pass header.i=@shop.test; spf=pass smtp.mailfrom=b@shop.test',
    );
    expect(results(receiverOpinion(mail, gmail))).toEqual(['dkim=fail shop.test', 'dmarc=fail shop.test']);
  });

  it('a nameless field below the hop where the mail came in is the sender’s own', () => {
    const outlook = { preset: inboxPresets.outlook, ownNames: [] };
    const inside = 'Received: from AM1.eurprd01.prod.outlook.com by DB1.eurprd01.prod.outlook.com with HTTPS';
    const entry = 'Received: from mx.shop.test (192.0.2.10) by AM1.mail.protection.outlook.com with SMTP';
    const claim = 'Authentication-Results: dmarc=pass action=none header.from=shop.test';
    expect(results(receiverOpinion(headers(inside, claim, entry), outlook))).toEqual([
      'dmarc=pass shop.test',
    ]);
    expect(receiverOpinion(headers(inside, entry, claim), outlook)).toBeNull();
  });

  it('an own server is known by its organisation or by who delivered', () => {
    const field = (name: string): string =>
      `Authentication-Results: ${name}; spf=pass smtp.mailfrom=b@shop.test`;
    expect(results(receiverOpinion(headers(field('mx1.house.test')), own))).toEqual(['spf=pass shop.test']);
    const delivered =
      'Received: from mx.shop.test by filter.hoster.test with ESMTPS id 1; Sun, 22 Nov 2026 05:00:00 +0000';
    expect(results(receiverOpinion(headers(delivered, field('filter.hoster.test')), own))).toEqual([
      'spf=pass shop.test',
    ]);
    expect(receiverOpinion(headers(delivered, field('mx.shop.test')), own)).toBeNull();
  });
});

describe('contradictions', () => {
  const said = (
    by: 'receiver' | 'mailauth' | 'launch-ready',
    method: 'spf' | 'dkim' | 'dmarc',
    result: string,
  ) =>
    ({
      by,
      answers: [
        { method, domain: 'shop.test', selector: method === 'dkim' ? 's1' : null, result, reason: '' },
      ],
    }) as const;
  it.each([
    [
      'different words for one failure are none',
      [said('mailauth', 'dkim', 'neutral'), said('launch-ready', 'dkim', 'permerror')],
      [],
    ],
    [
      'pass against fail is one',
      [said('receiver', 'dkim', 'pass'), said('launch-ready', 'dkim', 'fail')],
      ['DKIM of s1._domainkey.shop.test: receiver says pass, launch-ready says fail'],
    ],
    [
      'softfail and fail differ for SPF',
      [said('mailauth', 'spf', 'softfail'), said('launch-ready', 'spf', 'fail')],
      ['SPF: mailauth says softfail, launch-ready says fail'],
    ],
  ])('%s', (_story, opinions, expected) => {
    expect(disagreements(opinions, { isSpfKnown: true })).toEqual(expected);
  });
});

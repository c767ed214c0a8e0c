import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  collectMail,
  domain,
  mailServer,
  type MailCase,
  worldOf,
} from '../../../test/fixtures/mail-facts.ts';
import type { FactToken } from '../../model/fact.ts';
import type { FakeServer } from '../../outside/fake/sockets.ts';
import bimi from '../../facts/mail/bimi.ts';
import blockLists from '../../facts/mail/block-lists.ts';
import dkimKeys, { type DkimKeys } from '../../facts/mail/dkim-keys.ts';
import dmarc, { type Dmarc } from '../../facts/mail/dmarc.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import mx, { type Mx } from '../../facts/mail/mx.ts';
import senders from '../../facts/mail/senders.ts';
import sendingAddresses from '../../facts/mail/sending-addresses.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import tlsRpt from '../../facts/mail/tls-rpt.ts';
import { readRecordedDmarc } from '../../protocols/mail/dmarc/recorded.ts';
import { probeSmtp } from './smtp-probe.ts';

const tokens: readonly FactToken<unknown>[] = [
  bimi,
  blockLists,
  dkimKeys,
  dmarc,
  mtaSts,
  mx,
  senders,
  sendingAddresses,
  spfTree,
  tlsRpt,
];

async function valueOf<T>(token: FactToken<T>, given: MailCase = {}): Promise<T> {
  const { facts } = await collectMail(given);
  const fact = facts.find(({ id }) => id === token.id)?.fact;
  if (fact?.state !== 'known') throw new Error(`${token.id} is not known`);
  return token.schema.parse(fact.value);
}

test('every fact of a healthy domain is known, JSON, and read back as it was', async () => {
  const { facts } = await collectMail({});
  for (const token of tokens) {
    const fact = facts.find(({ id }) => id === token.id)?.fact;
    expect(fact?.state, token.id).toBe('known');
    if (fact?.state !== 'known') continue;
    expect(token.schema.parse(JSON.parse(JSON.stringify(fact.value)))).toEqual(fact.value);
  }
});

describe('DKIM', () => {
  it('when _domainkey does not exist, no selector is guessed', async () => {
    const keys: DkimKeys = await valueOf(dkimKeys, {
      zones: { [`pb1._domainkey.${domain}`]: { CNAME: [] } },
    });
    expect([keys.tree, keys.probed, keys.selectors.map(({ status }) => status)]).toEqual([
      'absent',
      0,
      ['nxdomain'],
    ]);
  });

  it('under a wildcard guessing would find everything, so nothing is guessed', async () => {
    const keys = await valueOf(dkimKeys, { zones: { [`*._domainkey.${domain}`]: { TXT: ['v=DKIM1; p='] } } });
    expect([keys.tree, keys.probed, keys.wildcard?.texts]).toEqual(['exists', 0, ['v=DKIM1; p=']]);
  });

  it('a selector of a known service is found without being declared', async () => {
    const keys = await valueOf(dkimKeys, {
      zones: { [`google._domainkey.${domain}`]: { TXT: ['v=DKIM1; p='] } },
      isUndeclared: true,
    });
    expect(keys.selectors.map(({ selector, origin }) => [selector, origin])).toEqual([['google', 'probed']]);
  });
});

test('DMARC: both readings can be replayed from the recorded answers alone', async () => {
  const fact: Dmarc = await valueOf(dmarc);
  const { discovery, legacy, destinations } = readRecordedDmarc(domain, fact.answers);
  expect([discovery.policy, discovery.isComplete, legacy.policy]).toEqual(['reject', true, 'reject']);
  expect(destinations.map(({ state }) => state)).toEqual(['internal']);
});

describe('SMTP', () => {
  const address = '185.30.0.25';
  const talk = async (server: FakeServer) => {
    const outside = worldOf({ sockets: { [`${address}:25`]: server } });
    const said = await probeSmtp(
      { outside, signal: new AbortController().signal },
      address,
      'mx1.post.example',
    );
    expect(outside.sockets.openConnections()).toBe(0);
    return { said, written: outside.sockets.written() };
  };

  it('greets, asks for TLS, leaves; no mail is begun', async () => {
    const { said, written } = await talk(mailServer('mx1.post.example'));
    expect(said).toMatchObject({ state: 'spoke', ehlo: 'mx1.post.example', hasStartTls: true });
    expect(written).toEqual(['EHLO [127.0.0.1]\r\n', 'STARTTLS\r\n', 'QUIT\r\n']);
  });

  const rows: readonly (readonly [string, FakeServer, object])[] = [
    ['silence', {}, { state: 'unreached', kind: 'timed-out' }],
    ['another protocol', { greeting: 'SSH-2.0-OpenSSH_9.6\r\n' }, { state: 'strange' }],
    ['a refusal', { greeting: '554 not from you\r\n' }, { state: 'strange', greeting: 'not from you' }],
    [
      'an endless greeting',
      { greeting: `220-${'x'.repeat(40_000)}` },
      { state: 'unreached', kind: 'too-large' },
    ],
    [
      'a hang-up after the greeting',
      { greeting: '220 mx ESMTP\r\n', reply: () => null },
      { state: 'spoke', ehlo: null, hasStartTls: false, tls: null },
    ],
    [
      'STARTTLS offered and refused',
      {
        greeting: '220 mx ESMTP\r\n',
        reply: (text) => (text.startsWith('EHLO') ? '250-mx\r\n250 STARTTLS\r\n' : '454 no TLS today\r\n'),
      },
      { state: 'spoke', tls: null, tlsProblem: 'STARTTLS was answered 454 no TLS today' },
    ],
  ];
  it.each(rows)('%s', async (_story, server, expected) => {
    expect((await talk(server)).said).toMatchObject(expected);
  });

  it('whatever a server says, the answer is a value and the connection is closed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 300 }),
        fc.string({ maxLength: 300 }),
        async (greeting, reply) => {
          const { said } = await talk({ greeting, reply: () => reply });
          expect(['spoke', 'strange', 'unreached']).toContain(said.state);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });
});

test('at most five exchangers with four addresses each are talked to', async () => {
  const values = Array.from({ length: 40 }, (_, index) => `${index} m${index}.post.example.`);
  const hosts = Object.fromEntries(
    values.map((_, index) => [
      `m${index}.post.example`,
      { A: ['185.30.1.1', '185.30.1.2', '185.30.1.3'], AAAA: ['2a00::1', '2a00::2', '2a00::3'] },
    ]),
  );
  const found: Mx = await valueOf(mx, { zones: { [domain]: { MX: values }, ...hosts }, sockets: {} });
  expect(found.exchangers.map(({ servers }) => servers.length)).toEqual([4, 4, 4, 4, 4]);
});

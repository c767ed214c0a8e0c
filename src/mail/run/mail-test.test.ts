import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../manifest/parse.ts';
import type { JourneyRun } from '../../model/journey-run.ts';
import type { Manifest } from '../../model/manifest.ts';
import { failure } from '../../model/outside.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { createOutside } from '../../outside/real/outside.ts';
import community from '../../profiles/community.ts';
import { openSinkInbox, type SinkInboxOptions } from '../inbox/sink-inbox.ts';
import type { WalkJourney } from '../sending/trigger.ts';
import { type MailTestInput, testMails } from './mail-test.ts';
import { type MailTestResult, settlementOf, verdictOf } from './result.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-ready-mail-test-'));
  writeFileSync(
    join(folder, 'receipt.html'),
    '<!doctype html><html lang="en"><head><title>Your receipt</title><meta name="viewport" content="width=device-width"></head><body><p>Thank you</p></body></html>',
  );
  writeFileSync(join(folder, 'receipt.txt'), 'Thank you');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let port = 21_000 + Math.floor((process.pid % 5000) * 2);
const manifestWith = (messages: string, sinkPort: number): Manifest => {
  const text = `version: 1
product: { name: Shop, domain: shop.test }
profile: community
journeys: [{ id: signup, title: Sign up, steps: [{ open: /signup }] }]
mail:
  domains: [shop.test]
  smtp: { host: mail.shop.test, port: ${sinkPort}, tls: none }
  inboxes: [{ id: seed, kind: sink, address: seed@sink.test, port: ${sinkPort} }]
  messages: [${messages}]
`;
  const parsed = parseManifest(text, 'launch.yaml');
  if (parsed.manifest === null) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
};

async function run(
  messages: string,
  change: {
    readonly sink?: Partial<SinkInboxOptions>;
    readonly walk?: (port: number) => WalkJourney;
    readonly input?: Partial<MailTestInput>;
  } = {},
): Promise<MailTestResult> {
  port += 1;
  const manifest = manifestWith(messages, port);
  const zones = {
    'shop.test': { TXT: ['v=spf1 -all'], MX: ['10 mail.shop.test.'] },
    'mail.shop.test': { A: ['127.0.0.1'] },
  };
  const outside = createOutside({ dns: () => fakeDns(zones), isPrivateNetworkAllowed: true });
  try {
    return await testMails({
      outside,
      manifest,
      profile: community,
      folder,
      messages: manifest.mail.messages,
      inboxes: manifest.mail.inboxes,
      open: async (inbox) => openSinkInbox(inbox, { clock: outside.clock, ...change.sink }),
      walk: change.walk?.(port) ?? null,
      browser: null,
      isActiveAllowed: false,
      showsAddresses: false,
      waitMs: 300,
      signal: new AbortController().signal,
      onProgress: () => {},
      ...change.input,
    });
  } finally {
    await outside[Symbol.asyncDispose]();
  }
}

const cellTexts = (result: MailTestResult): readonly string[] =>
  result.mails.flatMap(({ id, cells }) =>
    cells.map((cell) => `${id}: ${cell.outcome}${cell.reason === '' ? '' : `, ${cell.reason}`}`),
  );

/** A journey that sends these subjects to its own address. */
const sending =
  (subjects: readonly string[], outcome: JourneyRun['outcome'] = 'good') =>
  (sinkPort: number): WalkJourney =>
  async (journey, { manifest }) => {
    const address = (manifest.mail.inboxes[0]?.address ?? '').replace('@', '+lr-walk123@');
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: sinkPort, ignoreTLS: true });
    for (const subject of subjects)
      await transport.sendMail({
        from: 'hello@shop.test',
        to: address,
        subject,
        text: 'https://shop.test/verify?token=1',
      });
    transport.close();
    return {
      journey: journey.id,
      title: '',
      isCritical: true,
      run: 'lr-walk123',
      startedAt: 0 as never,
      tookMs: 1,
      outcome,
      failedStep: outcome === 'good' ? null : 'Sign up',
      code: null,
      message: outcome === 'good' ? '' : 'POST /signup answered 500',
      steps: [],
      cleanup: [],
      artifacts: [],
    };
  };
const signup =
  '{ id: verification, kind: verification, from: hello@shop.test, trigger: { journey: signup } }, { id: welcome, kind: welcome, from: hello@shop.test, trigger: { journey: signup } }';

describe('every mail into every inbox (MAIL-5)', () => {
  it('our own send of a template arrives, with its text part, in the time of the profile', async () => {
    const result = await run(
      '{ id: receipt, kind: receipt, from: hello@shop.test, trigger: { template: receipt.html } }',
    );
    expect(cellTexts(result)).toEqual(['receipt: arrived']);
    const arrival = result.mails[0]?.cells[0]?.arrival;
    expect(arrival).toMatchObject({ subject: 'Your receipt', isLate: false, folder: { kind: 'inbox' } });
    expect(arrival?.points.find(({ id }) => id === 'text-part')).toMatchObject({
      state: 'holds',
      found: '9 characters',
    });
    expect(result.inboxes).toEqual([{ id: 'seed', kind: 'sink', address: 's***@sink.test', problem: null }]);
  });

  it('a journey that causes two mails: each is told apart, a third one is named', async () => {
    const result = await run(signup, {
      walk: sending(['Welcome to Shop', 'Confirm your email', 'Something else']),
    });
    expect(cellTexts(result)).toEqual(['verification: arrived', 'welcome: arrived']);
    expect(result.mails.map(({ cells }) => cells[0]?.arrival?.subject)).toEqual([
      'Confirm your email',
      'Welcome to Shop',
    ]);
    expect(result.others).toEqual([{ inbox: 'seed', subject: 'Something else' }]);
  });

  it('a mail that does not come is missing after the wait, and the verdict says so', async () => {
    const result = await run(signup, { walk: sending(['Confirm your email']) });
    expect(cellTexts(result)).toEqual([
      'verification: arrived',
      'welcome: missing, It did not come within 0 s',
    ]);
    expect(verdictOf(result)).toBe('failed');
  });

  it('a journey that fails names its step; what it had sent before is still proven', async () => {
    const result = await run(signup, { walk: sending(['Confirm your email'], 'failed') });
    expect(cellTexts(result)).toEqual([
      'verification: arrived',
      'welcome: not sent, step "Sign up": POST /signup answered 500',
    ]);
  });

  it('a command learns the address from its environment, and its failure is told', async () => {
    const result = await run(
      `{ id: invite, kind: invite, from: hello@shop.test, trigger: { command: 'printf %s "$email" > to.txt; echo "no such user" >&2; exit 3' } }`,
    );
    expect(cellTexts(result)).toEqual(['invite: not sent, the command ended with 3: no such user']);
    expect(readFileSync(join(folder, 'to.txt'), 'utf8')).toMatch(/^seed\+lr-[a-z0-9]{10}@sink\.test$/);
  });

  it.each([
    ['greylisting', '451 4.7.1 Greylisted, come back later', 'rate-limit', 'temporary'],
    [
      'a block list',
      '554 5.7.1 Service unavailable; client blocked using zen.spamhaus.org',
      'reputation',
      'permanent',
    ],
    ['missing authentication', '550 5.7.26 This mail is unauthenticated', 'authentication', 'permanent'],
  ])('a refusal is told apart: %s (MAIL-7)', async (_story, reply, cause, permanence) => {
    const result = await run(
      '{ id: receipt, kind: receipt, from: hello@shop.test, trigger: { template: receipt.html } }',
      { sink: { refuses: () => reply } },
    );
    expect(result.mails[0]?.cells[0]).toMatchObject({ outcome: 'not sent', bounce: { cause, permanence } });
  });

  it('nothing declared, nothing known: no trigger, no journey runner, no template', async () => {
    const result = await run(
      '{ id: admin, kind: admin, from: hello@shop.test }, { id: welcome, kind: welcome, from: hello@shop.test, trigger: { journey: signup } }, { id: receipt, kind: receipt, from: hello@shop.test, trigger: { template: gone.html } }',
    );
    expect(cellTexts(result)).toEqual([
      'admin: could not look, Nothing makes it be sent: give mail.messages "admin" a trigger (journey, command or template)',
      'welcome: could not look, journeys cannot be walked here',
      expect.stringMatching(/^receipt: could not look, template .*gone\.html: /),
    ]);
    expect(verdictOf(result)).toBe('could not look');
  });

  it('an inbox that cannot be opened leaves everything unknown', async () => {
    const result = await run(signup, {
      input: { open: async () => failure('permission', 'Gmail refused the log-in') },
    });
    expect(result.inboxes[0]?.problem).toBe('Gmail refused the log-in');
    expect(result.mails.flatMap(({ cells }) => cells.map(settlementOf))).toEqual(['unknown', 'unknown']);
  });
});

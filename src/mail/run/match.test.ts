import { describe, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { ManifestMessage } from '../../model/manifest.ts';
import type { MailHead } from '../inbox/inbox.ts';
import { assignMails } from './match.ts';

const message = (kind: ManifestMessage['kind'], id: string = kind): ManifestMessage => ({
  id,
  kind,
  from: 'hello@shop.test',
  trigger: null,
  isMarketing: false,
});
const head = (subject: string, from = 'hello@shop.test'): MailHead => ({
  key: subject,
  folder: { name: 'INBOX', kind: 'inbox' },
  sizeBytes: 1,
  receivedAt: null,
  seenAt: unixMs(1),
  from,
  recipients: [],
  subject,
  handover: null,
});
const matched = (
  messages: readonly ManifestMessage[],
  subjects: readonly string[],
  isFinal = true,
): readonly string[] =>
  [
    ...assignMails(
      messages,
      subjects.map((subject) => head(subject)),
      isFinal,
    ),
  ].map(([id, { subject }]) => `${id}: ${subject}`);

describe('which mail is which declared one (MAIL-5)', () => {
  it.each([
    [
      'a sign-up sends two',
      [message('verification'), message('welcome')],
      ['Welcome to Shop', 'Confirm your email for Shop'],
      ['welcome: Welcome to Shop', 'verification: Confirm your email for Shop'],
    ],
    [
      'the confirmation before a reset is not the reset',
      [message('reset')],
      ['Confirm your email', 'Set a new password'],
      ['reset: Set a new password'],
    ],
    ['a lost reset is not replaced by the confirmation', [message('reset')], ['Confirm your email'], []],
    [
      'German',
      [message('verification'), message('booking')],
      ['Ihr Termin am Montag', 'Bitte bestätigen Sie Ihre Adresse'],
      ['booking: Ihr Termin am Montag', 'verification: Bitte bestätigen Sie Ihre Adresse'],
    ],
    [
      'a subject no word decides goes by order',
      [message('other', 'a'), message('other', 'b')],
      ['Eins', 'Zwei'],
      ['a: Eins', 'b: Zwei'],
    ],
    [
      'a receipt that greets',
      [message('receipt'), message('welcome')],
      ['Welcome, your order 7 is paid', 'Welcome!'],
      ['welcome: Welcome!', 'receipt: Welcome, your order 7 is paid'],
    ],
  ])('%s', (_story, messages, subjects, expected) => {
    expect([...matched(messages, subjects)].toSorted()).toEqual([...expected].toSorted());
  });

  it('what no word decides waits until everything is there', () => {
    expect(matched([message('other')], ['Eins'], false)).toEqual([]);
  });
});

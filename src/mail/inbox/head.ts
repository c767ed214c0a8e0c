import { headerValue, splitMessage } from '../../protocols/mail/message.ts';
import { addressesIn } from './address.ts';
import { inboxLimits, type MailHead } from './inbox.ts';

const recipientFields = [
  'to',
  'cc',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-forwarded-to',
  'resent-to',
];

/** What a mail's header says about itself. `bytes` may be the header alone. */
export function readHead(bytes: Uint8Array): Pick<MailHead, 'from' | 'recipients' | 'subject'> {
  const { headers } = splitMessage(bytes.subarray(0, inboxLimits.headBytes));
  const recipients = headers
    .filter(({ name }) => recipientFields.includes(name))
    .slice(0, 20)
    .flatMap(({ value }) => addressesIn(value));
  const from = headerValue({ headers }, 'from');
  return {
    from: from === null ? null : (addressesIn(from).at(-1) ?? null),
    recipients: [...new Set(recipients)],
    subject: decodeWords((headerValue({ headers }, 'subject') ?? '').slice(0, 2000)).slice(0, 300),
  };
}

/** Encoded words (RFC 2047); what cannot be decoded stays as it is. */
function decodeWords(text: string): string {
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/=\?[\w-]{1,40}(?:\*[\w-]*)?\?[bq]\?[^?]*\?=/gi, (word) => decodeWord(word) ?? word);
}

function decodeWord(word: string): string | null {
  const [, named = '', kind = '', data = ''] = word.split('?');
  const [charset = ''] = named.split('*'); // a language may follow (RFC 2231 section 5)
  const bytes =
    kind.toLowerCase() === 'b'
      ? Buffer.from(data, 'base64')
      : Buffer.from(
          data
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
          'latin1',
        );
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null; // a charset nobody knows
  }
}

import type { Alert, AlertChannel, AlertDelivery } from '../../model/monitor.ts';
import { alphabetFor, cutToFit } from '../alerting/gsm7.ts';
import type { SmsAlphabet } from '../alerting/gsm7.ts';
import { delivered, jsonIn, post, refused, tryAgain } from '../alerting/posting.ts';
import { causeNames, pageOf, tagOf } from '../alerting/words.ts';

/** Room that is kept for words before the link gets any. */
const leastWords = 40;

/**
 * One part, whatever happened, by Twilio's API (Messages resource, 2010-04-01). `secret` is `accountSid:authToken:sender`, the sender a
 * number or a messaging service (`MG…`).
 */
export default {
  id: 'sms',
  title: 'SMS (Twilio)',
  requirements: ['MON-2'],
  render: (alert) => {
    const alphabet = alphabetFor(pageOf(alert).what);
    return {
      contentType: `text/plain; charset=${alphabet.name}`,
      body: smsText(alert, alphabet),
      headers: {},
      subject: null,
    };
  },
  send: async ({ message, address, secret }, outside, signal) => {
    const [sid, token, sender] = (secret ?? '').split(':');
    if (sid === undefined || token === undefined || sender === undefined || !/^\w+$/.test(sid))
      return refused('The SMS credential is not accountSid:authToken:sender');
    const from: [string, string] = sender.startsWith('MG')
      ? ['MessagingServiceSid', sender]
      : ['From', sender];
    const body = new URLSearchParams([['To', address.replaceAll(' ', '')], from, ['Body', message.body]]);
    const answer = await post(
      outside,
      {
        url: `https://api.twilio.com/2010-04-01/Accounts/${sid}/Messages.json`,
        headers: [
          ['authorization', `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`],
          ['content-type', 'application/x-www-form-urlencoded'],
        ],
        body: body.toString(),
      },
      signal,
    );
    return 'error' in answer ? answer.error : read(answer);
  },
} satisfies AlertChannel;

function read(answer: { status: number; text: string; retryAfterMs: number | null }): AlertDelivery {
  const json = jsonIn(answer.text);
  const { status } = answer;
  if (status === 201 || status === 200) {
    const sid = typeof json?.['sid'] === 'string' ? json['sid'] : null;
    return delivered(`${String(json?.['status'] ?? 'accepted')} ${sid ?? ''}`, sid);
  }
  const detail = `${status} ${String(json?.['code'] ?? '')} ${String(json?.['message'] ?? answer.text)}`;
  return status === 429 || status >= 500 ? tryAgain(detail, answer.retryAfterMs) : refused(detail);
}

/** What, since, cause, link; the first step takes what room is left. The link is whole or not there. */
function smsText(alert: Alert, alphabet: SmsAlphabet): string {
  const { room: whole, size, written } = alphabet;
  const page = pageOf(alert);
  const url = size(written(page.url)) <= whole - leastWords ? written(page.url) : '';
  const isKnown = alert.cause !== null && alert.cause.kind !== 'unclear';
  const cause =
    alert.cause === null || !isKnown
      ? ''
      : `Cause ${Math.round(alert.cause.confidence * 100)}%: ${causeNames[alert.cause.kind]}.`;
  const since = page.since.replace(/ \(.*\)$/, '');
  const room = whole - (url === '' ? 0 : size(url) + 1);
  const parts = [`${tagOf(alert)}: ${page.what}.`, `${since}.`, cause, page.first ?? ''];
  const text = parts.reduce((said, part) => fitted(said, written(part), { room, alphabet }), '');
  return [text, url].filter((part) => part !== '').join(' ');
}

/** Adds a part whole, or its beginning where that still says something. */
function fitted(
  said: string,
  part: string,
  { room, alphabet }: { readonly room: number; readonly alphabet: SmsAlphabet },
): string {
  if (part === '') return said;
  const start = said === '' ? '' : `${said} `;
  const left = room - alphabet.size(start);
  if (alphabet.size(part) <= left) return `${start}${part}`;
  return left < 20 && said !== '' ? said : `${start}${cutToFit(part, left - 3, alphabet)}...`;
}

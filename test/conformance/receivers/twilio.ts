import type { Asked, Handler, Reply } from './receiver.ts';

export interface SentSms {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  /** Parts the text took, by the alphabet its characters force. */
  readonly segments: number;
}

/** An account after the published contract of the Messages resource (2010-04-01): who may send what to whom. */
export interface TwilioDouble {
  readonly handle: Handler;
  readonly messages: SentSms[];
  /** Numbers that answered STOP. */
  readonly optedOut: Set<string>;
  /** Requests that are answered 429 from now on. */
  busyFor: number;
}

export const twilioAccount = { sid: `AC${'0'.repeat(32)}`, token: 'secret-token', from: '+15550100' };
const maxBody = 1_600;

export function twilioDouble(): TwilioDouble {
  const double: TwilioDouble = {
    messages: [],
    optedOut: new Set(),
    busyFor: 0,
    handle: (asked) => {
      if (double.busyFor > 0) {
        double.busyFor -= 1;
        return problem(429, 20429, 'Too Many Requests');
      }
      return create(double, asked);
    },
  };
  return double;
}

function create(double: TwilioDouble, { method, path, headers, body }: Asked): Reply {
  const { sid, token, from: own } = twilioAccount;
  const login = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;
  if (headers['authorization'] !== login) return problem(401, 20003, 'Authenticate');
  if (method !== 'POST' || path !== `/2010-04-01/Accounts/${sid}/Messages.json`)
    return problem(404, 20404, `The requested resource ${path} was not found`);
  const form = new URLSearchParams(body);
  const [to, from, text] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
  if (to === undefined || from === undefined || text === undefined || text === '')
    return problem(400, 21602, 'Message body is required');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return problem(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from !== own)
    return problem(400, 21606, `The 'From' phone number ${from} is not owned by your account`);
  if (text.length > maxBody)
    return problem(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  if (double.optedOut.has(to)) return problem(400, 21610, 'Attempt to send to unsubscribed recipient');
  const message = {
    sid: `SM${double.messages.length.toString(16).padStart(32, '0')}`,
    to,
    from,
    body: text,
    segments: segmentsOf(text),
  };
  double.messages.push(message);
  const answer = {
    sid: message.sid,
    status: 'queued',
    num_segments: String(message.segments),
    error_code: null,
  };
  return { status: 201, body: JSON.stringify(answer) };
}

const problem = (status: number, code: number, message: string): Reply => ({
  status,
  body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }),
});

// 3GPP TS 23.038 section 6.2.1, typed off the table anew so that the sender's own count is not what judges it.
const oneSeptet = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/u;
const twoSeptets = /^[\f^{}\\[~\]|€]$/u;

/** A text of one part has room for 160 septets or 70 units of UCS-2; parts of a longer one for 153 or 67. */
export function segmentsOf(text: string): number {
  const sizes = Array.from(text, (char) => (oneSeptet.test(char) ? 1 : twoSeptets.test(char) ? 2 : null));
  if (sizes.includes(null)) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const septets = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

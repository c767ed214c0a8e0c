import { parseIp } from '../../protocols/mail/ip.ts';
import { type RawHeader, unfold } from '../../protocols/mail/message.ts';
import { isPrivateClient } from './private-client.ts';

/** How a mail came in from outside, as the receiving side's own Received fields tell it (RFC 5321 section 4.4). */
export interface EntryHop {
  readonly address: string;
  /** null: the field does not say. */
  readonly usesTls: boolean | null;
}

const maxHops = 10;

/** The topmost hop with a public client address; null when none of the first hops names one. */
export function entryHop(headers: readonly RawHeader[]): EntryHop | null {
  for (const { value } of headers.filter(({ name }) => name === 'received').slice(0, maxHops)) {
    const text = unfold(value).slice(0, 1000);
    const address = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]/i.exec(text.split(/\sby\s/i)[0] ?? '')?.[1];
    if (address === undefined || parseIp(address) === null || isPrivateClient(address)) continue;
    // RFC 3848: the S stands for TLS.
    const how = /\bwith\s+([a-z0-9]+)/i.exec(text)?.[1]?.toUpperCase();
    return { address, usesTls: how === undefined ? null : /^(?:UTF8)?(?:E?SMTPSA?|LMTPSA?)$/.test(how) };
  }
  return null;
}

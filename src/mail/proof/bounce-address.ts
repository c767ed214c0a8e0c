import type { Outside } from '../../model/outside.ts';
import { domainOfAddress } from '../../protocols/mail/domain.ts';
import { headerValue } from '../../protocols/mail/message.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { answerFromRecords } from '../../protocols/mail/dns-answer.ts';
import { point, type ProofPoint, type Rule } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rule: Rule = { id: 'bounces', title: 'Bounces can come back', source: 'RFC 5321 section 4.5.5' };

/** MAIL-7: failed sends are only counted where bounces arrive: the envelope sender's domain must take mail. */
export async function proveBounceAddress(
  { head, mail }: ProofInput,
  line: { readonly outside: Pick<Outside, 'dns'>; readonly signal: AbortSignal },
): Promise<ProofPoint> {
  const written = headerValue(mail, 'return-path')?.replace(/^\s*<|>\s*$/g, '') ?? null;
  const sender = head.handover?.mailFrom ?? written;
  if (sender === null) return point(rule, 'unknown', 'the envelope sender is not known here');
  if (sender === '')
    return point(rule, 'broken', 'the envelope sender is empty: nobody learns of a failed delivery');
  const domain = domainOfAddress(sender)?.toLowerCase() ?? '';
  const found = await line.outside.dns.resolve(domain, 'MX', { signal: line.signal });
  if (!found.ok) return point(rule, 'unknown', `${domain}: ${found.error.message.slice(0, 150)}`);
  const { values, status } = answerFromRecords(found.value.rcode, found.value.records);
  const exchanges = readMx(values).exchanges.filter(({ host }) => host !== '.' && host !== '');
  if (exchanges.length > 0)
    return point(rule, 'holds', `${domain} takes mail at ${exchanges[0]?.host ?? ''}`);
  if (values.length > 0) return point(rule, 'broken', `${domain} takes no mail (null MX): bounces are lost`);
  if (status === 'nxdomain') return point(rule, 'broken', `${domain} does not exist: bounces are lost`);
  // Section 5.1: without MX the address of the domain itself is used.
  const address = await line.outside.dns.resolve(domain, 'A', { signal: line.signal });
  if (!address.ok) return point(rule, 'unknown', `${domain}: ${address.error.message.slice(0, 150)}`);
  return address.value.records.length > 0
    ? point(rule, 'advice', `${domain} has no MX, only an address`)
    : point(rule, 'broken', `${domain} takes no mail: bounces are lost`);
}

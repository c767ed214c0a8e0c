import type { Outside } from '../../model/outside.ts';
import { formatIp, parseIp, reverseName } from '../../protocols/mail/ip.ts';
import {
  judgeSender,
  type Receiver,
  receivers,
  type RuleRow,
  type SenderFacts,
} from '../../protocols/mail/sender-rules.ts';
import { entryHop } from '../authentication/entry-hop.ts';
import { isPrivateClient } from '../authentication/private-client.ts';
import { point, type ProofPoint, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const titles = { gmail: 'Gmail', yahoo: 'Yahoo and AOL', microsoft: 'Microsoft' } as const;
const pages = {
  gmail: 'https://support.google.com/a/answer/81126',
  yahoo: 'https://senders.yahooinc.com/best-practices/',
  microsoft: 'https://learn.microsoft.com/defender-office-365/',
} as const;

export interface ReceiversLine {
  readonly outside: Pick<Outside, 'dns'>;
  readonly signal: AbortSignal;
}

/** MAIL-4: the published rules of the three big receivers, held against this very mail. Complaint rates are theirs alone. */
export async function proveReceivers(input: ProofInput, line: ReceiversLine): Promise<readonly ProofPoint[]> {
  const facts = await factsOf(input, line);
  const rows = judgeSender(facts, facts.isMarketing).filter(({ id }) => !id.startsWith('complaints'));
  return receivers.map((receiver) => receiverPoint(receiver, rows));
}

function receiverPoint(receiver: Receiver, rows: readonly RuleRow[]): ProofPoint {
  const rule = {
    id: `receiver-${receiver}`,
    title: `The sender rules of ${titles[receiver]} are met`,
    source: pages[receiver],
  };
  const named = (state: string): readonly string[] =>
    rows.filter(({ states }) => states[receiver] === state).map(({ title }) => title);
  const broken = named('broken');
  const advised = named('advised');
  const open = named('unknown');
  if (broken.length > 0) return point(rule, 'broken', `not so: ${some(broken, 6)}`);
  if (open.length > 0) return point(rule, 'unknown', `not known here: ${some(open, 6)}`);
  return advised.length > 0
    ? point(rule, 'advice', `better: ${some(advised, 6)}`)
    : point(rule, 'holds', `${named('met').length} rules`);
}

async function factsOf(
  { authentication, declared, head, mail }: ProofInput,
  line: ReceiversLine,
): Promise<SenderFacts> {
  const passed = (settled: string): boolean | null => (settled === 'unknown' ? null : settled === 'pass');
  const hop = head.handover === null ? entryHop(mail.headers) : null;
  const address = head.handover?.clientAddress ?? hop?.address ?? null;
  const bits = authentication.signatures.flatMap((signature) => signature.bits ?? []);
  const lists = ['list-unsubscribe', 'list-unsubscribe-post'];
  return {
    mailsPerDay: null,
    isMarketing: declared.isMarketing,
    hasSpfPass: passed(authentication.spf),
    hasDkimPass: passed(authentication.dkim),
    dkimBits: bits.length === 0 ? null : Math.max(...bits),
    hasDmarcRecord: authentication.hasDmarcRecord,
    isAligned: authentication.isAligned,
    hasReverseName: address === null || isPrivateClient(address) ? null : await hasReverseName(address, line),
    usesTls: head.handover === null ? (hop?.usesTls ?? null) : head.handover.tls !== null,
    hasValidHeaders: ['from', 'date', 'message-id'].every(
      (name) => mail.headers.filter((one) => one.name === name).length === 1,
    ),
    hasOneClick:
      lists.every((name) => mail.headers.some((one) => one.name === name)) &&
      authentication.signatures.some(({ fields }) => lists.every((name) => fields.includes(name))),
    complaintRate: null,
  };
}

/** A name that leads back to the address (forward-confirmed, RFC 8601 section 2.7.3); null when DNS did not say. */
async function hasReverseName(address: string, { outside, signal }: ReceiversLine): Promise<boolean | null> {
  const ip = parseIp(address);
  if (ip === null) return null;
  const names = await outside.dns.resolve(reverseName(ip), 'PTR', { signal });
  if (!names.ok) return null;
  const type = ip.version === 4 ? 'A' : 'AAAA';
  for (const { value } of names.value.records.slice(0, 5)) {
    const back = await outside.dns.resolve(value.replace(/\.$/, ''), type, { signal });
    if (!back.ok) return null;
    const texts = back.value.records
      .map((record) => parseIp(record.value))
      .map((one) => (one === null ? '' : formatIp(one)));
    if (texts.includes(formatIp(ip))) return true;
  }
  return false;
}

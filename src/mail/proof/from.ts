import { domainOfAddress, isWithin, publicSuffixOrganization } from '../../protocols/mail/domain.ts';
import { redactedAddress } from '../inbox/address.ts';
import type { MailAddress } from '../message/mail-message.ts';
import { point, type ProofPoint, type Rule } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  from: { id: 'from', title: 'From is the declared address', source: 'RFC 5322 section 3.6.2' },
  name: { id: 'from-name', title: 'The sender has a name', source: null },
  reply: { id: 'reply-to', title: 'Answers reach somebody', source: 'RFC 5322 section 3.6.2' },
} as const satisfies Readonly<Record<string, Rule>>;

/** Mailboxes anybody can open: answers to a shop do not belong there. */
const freeMailboxes = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'aol.com',
  'icloud.com',
  'me.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
  'mail.ru',
  'yandex.ru',
  'qq.com',
  '163.com',
]);

export function proveFrom({ mail, declared, manifest }: ProofInput): readonly ProofPoint[] {
  const [author, ...others] = mail.from;
  if (author === undefined) return [point(rules.from, 'broken', 'there is no From address')];
  if (others.length > 0)
    return [point(rules.from, 'broken', `${mail.from.length} From addresses; receivers refuse such mail`)];
  return [
    fromPoint(author, declared.from, manifest.mail.domains),
    namePoint(author),
    replyPoint(author, mail.replyTo),
  ];
}

function fromPoint({ address }: MailAddress, declared: string, domains: readonly string[]): ProofPoint {
  if (address === declared.toLowerCase()) return point(rules.from, 'holds', address);
  const domain = domainOfAddress(address) ?? '';
  const isOurs = domains.some((one) => isWithin(domain, one));
  const said = `${address}, declared is ${declared}`;
  return isOurs
    ? point(rules.from, 'advice', said)
    : point(rules.from, 'broken', `${said}: a foreign domain`);
}

function namePoint({ name, address }: MailAddress): ProofPoint {
  const inName = /[^\s@<>]{1,64}@([a-z0-9.-]+\.[a-z]{2,})/i.exec(name)?.[1]?.toLowerCase();
  if (inName !== undefined && inName !== domainOfAddress(address))
    return point(rules.name, 'broken', `the name shows an address at ${inName}: that is how phishing looks`);
  return name.trim() === ''
    ? point(rules.name, 'advice', 'only the address is shown')
    : point(rules.name, 'holds', name.slice(0, 80));
}

function replyPoint(author: MailAddress, replyTo: readonly MailAddress[]): ProofPoint {
  const [reply] = replyTo;
  const target = reply ?? author;
  const domain = domainOfAddress(target.address) ?? '';
  const shown = redactedAddress(target.address);
  const isForeign =
    publicSuffixOrganization(domain) !== publicSuffixOrganization(domainOfAddress(author.address) ?? '');
  if (isForeign && freeMailboxes.has(domain))
    return point(
      rules.reply,
      'broken',
      `answers go to ${shown}, a free mailbox: filters and people take it for fraud`,
    );
  if (isForeign) return point(rules.reply, 'advice', `answers go to ${shown}, another domain than From`);
  if (/^(?:no|do-?not)[-_.]?reply\b/i.test(target.address))
    return point(rules.reply, 'advice', `answers go to ${shown}: customers who reply are lost`);
  return point(rules.reply, 'holds', shown);
}

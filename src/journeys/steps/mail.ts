import type { ArrivedMail, MailStep } from '../../model/journey.ts';
import { absoluteAddress } from '../addresses.ts';
import { follow } from '../follow.ts';
import { evidenceOf, saveAll } from '../judging.ts';
import { visibleText } from '../page/read-page.ts';
import type { Expanded } from '../placeholders.ts';
import { expandText } from '../placeholders.ts';
import { addressWith, linkWith } from '../reading/saving.ts';
import type { Trouble } from '../trouble.ts';
import { noAnswer, ownTrouble, trouble } from '../trouble.ts';
import type { StepWork } from '../work.ts';

/** Waits for the message, looks into it, follows its link as the reader would. */
export async function awaitMail(step: MailStep, work: StepWork): Promise<Trouble | null> {
  const { parts, visitor } = work;
  if (parts.mail === null)
    return ownTrouble(
      'no-mailbox',
      'Nothing on this machine reads mail: give --mailbox, or declare mail.inboxes',
    );
  const { inboxes } = parts.manifest.mail;
  const inbox = step.inbox === null ? inboxes[0] : inboxes.find(({ id }) => id === step.inbox);
  if (inbox === undefined) return ownTrouble('inbox-missing', 'No inbox is declared below mail.inboxes');
  const wish = wishOf(step, work);
  if (!wish.ok) return wish.trouble;
  const arrived = await parts.mail.wait(
    { ...wish.value, inbox, since: visitor.startedAt },
    { timeoutMs: Math.max(1, Math.min(step.withinMs, work.remainingMs())), signal: work.signal },
  );
  if (!arrived.ok) return { ...noAnswer(arrived.error), isOurs: true };
  if (arrived.value === null) return late(step, wish.value);
  return lookInto(step, arrived.value, work);
}

interface Wish {
  readonly to: string | null;
  readonly from: string | null;
  readonly subject: string | null;
}

function wishOf(step: MailStep, { visitor }: StepWork): Expanded<Wish> {
  const fields = { to: step.to, from: step.from, subject: step.subject };
  const expanded: Record<string, string | null> = {};
  for (const [name, text] of Object.entries(fields)) {
    const filled = text === null ? null : expandText(text, visitor.lookup);
    if (filled?.ok === false) return filled;
    expanded[name] = filled?.value ?? null;
  }
  const { to = null, from = null, subject = null } = expanded;
  return { ok: true, value: { to: to?.toLowerCase() ?? null, from, subject } };
}

function late({ withinMs }: MailStep, { to, subject, from }: Wish): Trouble {
  const wanted = [
    to === null ? '' : ` to ${to}`,
    from === null ? '' : ` from ${from}`,
    subject === null ? '' : ` with "${subject}" in its subject`,
  ];
  return trouble('mail-late', `No message${wanted.join('')} arrived within ${Math.round(withinMs / 1000)} s`);
}

async function lookInto(step: MailStep, mail: ArrivedMail, work: StepWork): Promise<Trouble | null> {
  const { visitor } = work;
  const evidence = [
    `From ${mail.from}`,
    `Subject ${mail.subject}`,
    `begins: ${readable(mail).slice(0, 300)}`,
  ];
  for (const text of step.text) {
    const wanted = expandText(text, visitor.lookup);
    if (!wanted.ok) return wanted.trouble;
    if (!readable(mail).includes(wanted.value) && !mail.html.includes(wanted.value))
      return trouble('mail-text-missing', `"${wanted.value.slice(0, 120)}" is not in the message`, evidence);
  }
  const saved = saveAll(visitor, step.save, {
    url: 'https://mail.invalid/',
    headers: [],
    text: readable(mail),
    html: mail.html,
    cookie: () => null,
  });
  if (saved !== null || step.follow === null) return saved;
  const part = expandText(step.follow, visitor.lookup);
  if (!part.ok) return part.trouble;
  const link = linkWith('https://mail.invalid/', mail.html, part.value) ?? addressWith(mail.text, part.value);
  const url = link === null ? null : absoluteAddress(link, 'page', work.parts);
  if (url === null)
    return trouble('link-missing', `The message has no link with "${part.value.slice(0, 120)}"`, evidence);
  return openLink(url, work);
}

const readable = (mail: ArrivedMail): string => `${mail.text}\n${visibleText(mail.html)}`.trim();

/** In the browser when the journey has one open, so that what the link signs in to goes on there. */
async function openLink(url: string, work: StepWork): Promise<Trouble | null> {
  const { visit } = work.seat;
  const shown = work.visitor.redaction.url(url);
  if (visit !== null) {
    const arrived = await visit.goto(url, { timeoutMs: Math.max(1, work.remainingMs()) });
    if (!arrived.ok) return noAnswer(arrived.error);
    const { status } = arrived.value;
    return status === null || (status >= 200 && status < 300)
      ? null
      : trouble(`http-${status}`, `The link in the message ends with ${status}`, [shown]);
  }
  const answered = await follow(work, url);
  if (!answered.ok) return answered.trouble;
  const { status } = answered.answer.response;
  if (status >= 200 && status < 300) return null;
  return trouble(`http-${status}`, `The link in the message ends with ${status}`, [
    ...evidenceOf(answered.answer, work.visitor),
  ]);
}

import type { MailWaiter } from '../../model/journey.ts';
import type { JourneyRun } from '../../model/journey-run.ts';
import type { Manifest, ManifestInbox, ManifestJourney, ManifestMessage } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { type Bounce, classifyBounce } from '../../protocols/mail/bounce.ts';
import { redactAddresses } from '../inbox/address.ts';
import { readTemplate } from './template.ts';
import { sendTestMail } from './send.ts';

/** Walks one journey; the journeys room gives the meaning of its steps, the caller hands it in. */
export type WalkJourney = (
  journey: ManifestJourney,
  with_: { readonly manifest: Manifest; readonly mail: MailWaiter; readonly signal: AbortSignal },
) => Promise<JourneyRun>;

/** Messages that one act causes: a sign-up sends the verification and the welcome. */
export interface TriggerGroup {
  readonly trigger: NonNullable<ManifestMessage['trigger']>;
  readonly messages: readonly ManifestMessage[];
}

export interface TriggerParts {
  readonly outside: Outside;
  readonly manifest: Manifest;
  /** Folder that paths of the manifest are seen from. */
  readonly folder: string;
  readonly walk: WalkJourney | null;
  readonly signal: AbortSignal;
}
export interface TriggerTarget {
  readonly inbox: ManifestInbox;
  readonly address: string;
  readonly tag: string;
  readonly waiter: MailWaiter;
}

export interface Triggered {
  readonly outcome: 'sent' | 'failed' | 'could not';
  /** One sentence; empty when all went well. */
  readonly reason: string;
  /** Why the mail server refused, when it did. */
  readonly bounce: Bounce | null;
  /** Part of every recipient of this act. */
  readonly tag: string;
  readonly journey: JourneyRun | null;
}

export function triggerGroups(messages: readonly ManifestMessage[]): readonly TriggerGroup[] {
  const groups = new Map<string, TriggerGroup>();
  for (const message of messages) {
    const { trigger } = message;
    if (trigger === null) continue;
    const key = 'journey' in trigger ? `journey ${trigger.journey}` : message.id;
    groups.set(key, { trigger, messages: [...(groups.get(key)?.messages ?? []), message] });
  }
  return [...groups.values()];
}

export const triggerText = (trigger: ManifestMessage['trigger']): string => {
  if (trigger === null) return 'nothing declared';
  if ('journey' in trigger) return `journey ${trigger.journey}`;
  return 'command' in trigger ? `command ${trigger.command.slice(0, 60)}` : `template ${trigger.template}`;
};

/** Makes the mails of a group be sent to the target. What goes wrong is told, never thrown. */
export async function pullTrigger(
  group: TriggerGroup,
  target: TriggerTarget,
  parts: TriggerParts,
): Promise<Triggered> {
  const { trigger } = group;
  if ('journey' in trigger) return byJourney(trigger.journey, target, parts);
  if ('command' in trigger) return byCommand(trigger.command, target, parts);
  return byTemplate({ path: trigger.template, from: group.messages[0]?.from ?? '' }, target, parts);
}

const done = (
  outcome: Triggered['outcome'],
  reason: string,
  rest: Partial<Triggered> & { readonly tag: string },
): Triggered => ({
  bounce: null,
  journey: null,
  ...rest,
  outcome,
  reason: redactAddresses(reason).slice(0, 400),
});

async function byJourney(id: string, target: TriggerTarget, parts: TriggerParts): Promise<Triggered> {
  const journey = parts.manifest.journeys.find((one) => one.id === id);
  const { tag } = target;
  if (journey === undefined) return done('could not', `journey "${id}" is not declared`, { tag });
  if (parts.walk === null) return done('could not', 'journeys cannot be walked here', { tag });
  // The first inbox is the one `${email}` stands for.
  const others = parts.manifest.mail.inboxes.filter((one) => one.id !== target.inbox.id);
  const manifest = {
    ...parts.manifest,
    mail: { ...parts.manifest.mail, inboxes: [target.inbox, ...others] },
  };
  const run = await parts.walk(journey, { manifest, mail: target.waiter, signal: parts.signal });
  const outcome = run.outcome === 'good' ? 'sent' : run.outcome === 'failed' ? 'failed' : 'could not';
  const where = run.failedStep === null ? '' : `step "${run.failedStep}": `;
  return done(outcome, outcome === 'sent' ? '' : `${where}${run.message}`, { tag: run.run, journey: run });
}

const commandTimeoutMs = 120_000;

/** The shell itself puts `${email}` and `${run}` in: they are variables of its environment, never part of its text. */
async function byCommand(command: string, target: TriggerTarget, parts: TriggerParts): Promise<Triggered> {
  const { tag, address } = target;
  const ran = await parts.outside.processes.run({
    command: 'sh',
    args: ['-c', command],
    cwd: parts.folder,
    env: { email: address, run: tag },
    timeoutMs: commandTimeoutMs,
    maxOutputBytes: 64 * 1024,
    signal: parts.signal,
  });
  if (!ran.ok) return done('could not', ran.error.message, { tag });
  const { exitCode, stderr } = ran.value;
  if (exitCode === 0) return done('sent', '', { tag });
  const said = Buffer.from(stderr).toString('utf8').trim().split('\n').at(-1) ?? '';
  return done(
    'failed',
    `the command ended with ${exitCode ?? 'a signal'}${said === '' ? '' : `: ${said.slice(0, 200)}`}`,
    { tag },
  );
}

async function byTemplate(
  template: { readonly path: string; readonly from: string },
  target: TriggerTarget,
  parts: TriggerParts,
): Promise<Triggered> {
  const { outside, manifest, folder, signal } = parts;
  const { tag, address } = target;
  const account = manifest.mail.smtp;
  if (account === null)
    return done('could not', 'mail.smtp is not declared: our own send has no mail server', { tag });
  const mail = await readTemplate(
    outside.files,
    template.path.startsWith('/') ? template.path : `${folder}/${template.path}`,
  );
  if (!mail.ok) return done('could not', mail.error.message, { tag });
  const sent = await sendTestMail(
    outside,
    { account, mail: { ...mail.value, from: template.from, to: address, run: tag } },
    signal,
  );
  if (sent.ok) return done('sent', '', { tag });
  const bounce = classifyBounce(sent.error.message);
  return done('failed', `${account.host} said: ${sent.error.message}. ${bounce.advice}`, { tag, bounce });
}

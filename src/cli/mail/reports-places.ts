import type { Manifest, ManifestInbox } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { UserError } from '../../model/error.ts';
import { inboxPresets } from '../../mail/inbox/presets.ts';
import type { ReportPlace } from '../../mail/reports/gather.ts';
import { fileLimits } from '../../mail/reports/files.ts';
import { secretBehind } from '../../secrets/behind.ts';
import { parseDuration } from '../../model/units.ts';
import { manifestOf } from '../audit/subject.ts';
import type { CommandContext, CommandInput, ParsedOptions } from '../command.ts';

/** Everything the user named: paths, standard input, a mailbox by address, inboxes of the manifest. */
export async function reportPlaces(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<readonly ReportPlace[]> {
  const { options } = input;
  const places: ReportPlace[] = [];
  for (const path of input.arguments)
    places.push(path === '-' ? await standardInput(context) : { kind: 'path', path });
  const imap = options.text('imap');
  if (imap !== undefined) places.push(await mailboxAt(outside, imap, options));
  const manifest = await manifestFor(outside, options);
  for (const id of options.list('inbox')) places.push(await inboxOf(outside, { manifest, id }, options));
  if (places.length > 0) return places;
  const declared = manifest?.mail.dmarcReports ?? null;
  if (declared === null) throw noPlaces();
  const isInbox = manifest?.mail.inboxes.some(({ id }) => id === declared) === true;
  return [
    isInbox ? await inboxOf(outside, { manifest, id: declared }, options) : { kind: 'path', path: declared },
  ];
}

async function standardInput(context: CommandContext): Promise<ReportPlace> {
  const most = fileLimits.mboxBytes;
  const bytes =
    context.readStdinBytes === undefined
      ? new TextEncoder().encode(await context.readStdin(most))
      : await context.readStdinBytes(most);
  return { kind: 'bytes', name: 'standard input', bytes };
}

/** The manifest is optional here; one that is named, or needed for an inbox, must be there. */
export async function manifestFor(outside: Outside, options: ParsedOptions): Promise<Manifest | null> {
  const path = options.text('manifest') ?? 'launch.yaml';
  const text = await outside.files.readText(path, { maxBytes: 1024 * 1024 });
  return text.ok ? manifestOf(text.value, path) : null;
}

async function mailboxAt(outside: Outside, address: string, options: ParsedOptions): Promise<ReportPlace> {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isMail = url?.protocol === 'imaps:' || url?.protocol === 'imap:';
  if (url === null || !isMail || url.hostname === '' || url.username === '' || url.password !== '')
    throw new UserError('LR_MAILBOX_INVALID', {
      what: `--imap ${url?.password === '' ? address.slice(0, 100) : '(with a password in it)'} is not the address of a mailbox.`,
      why: 'Server and user are needed, and a password never stands on the command line.',
      todo: 'Write imaps://user@host or imaps://user%40example.com@host:993/Folder, and give --password env:NAME.',
    });
  const user = decodeURIComponent(url.username);
  const folder = decodeURIComponent(url.pathname.replace(/^\/+/, ''));
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return {
    kind: 'mailbox',
    mailbox: {
      account: {
        host,
        port: url.port === '' ? (url.protocol === 'imap:' ? 143 : 993) : Number(url.port),
        user,
        password: await passwordOf(outside, options.text('password') ?? null),
        title: `${host}`,
        loginHint: inboxPresets.imap.loginHint,
      },
      folders: folder === '' ? options.list('folder') : [folder, ...options.list('folder')],
      days: daysOf(options),
    },
  };
}

async function inboxOf(
  outside: Outside,
  { manifest, id }: { readonly manifest: Manifest | null; readonly id: string },
  options: ParsedOptions,
): Promise<ReportPlace> {
  const inbox = manifest?.mail.inboxes.find((one) => one.id === id);
  if (inbox === undefined || inbox.kind === 'sink')
    throw new UserError('LR_MAILBOX_INVALID', {
      what: `launch.yaml has no mailbox "${id.slice(0, 60)}" that can be read.`,
      why: 'Reports are read from an inbox over IMAP.',
      todo: 'Declare it under mail.inboxes with kind, address, host and password: env:NAME.',
    });
  return { kind: 'mailbox', mailbox: await mailboxOf(outside, inbox, options) };
}

async function mailboxOf(outside: Outside, inbox: ManifestInbox, options: ParsedOptions) {
  const preset = inboxPresets[inbox.kind === 'sink' ? 'imap' : inbox.kind];
  const host = inbox.host ?? preset.host ?? '';
  return {
    account: {
      host,
      port: inbox.port ?? preset.port,
      user: inbox.user ?? inbox.address,
      password: await passwordOf(outside, inbox.password),
      title: `${preset.title} at ${host}`,
      loginHint: preset.loginHint,
    },
    folders: options.list('folder'),
    days: daysOf(options),
  };
}

async function passwordOf(outside: Outside, reference: string | null): Promise<string> {
  const secret = reference === null ? null : await secretBehind(reference, outside);
  if (secret?.ok === true) return secret.value;
  throw new UserError('LR_MAILBOX_INVALID', {
    what: `The mailbox has no password: ${secret === null ? 'none is named' : secret.error.message}`,
    why: 'IMAP servers let nobody read without one.',
    todo: 'Put it into the environment or a file and give --password env:NAME or file:path.',
  });
}

function daysOf(options: ParsedOptions): number | null {
  const text = options.text('days');
  if (text === undefined) return null;
  const ms = parseDuration(/^\d+$/.test(text) ? `${text}d` : text);
  const days = ms === null ? 0 : Math.ceil(ms / 86_400_000);
  if (days >= 1 && days <= 3650) return days;
  throw new UserError('LR_NUMBER_INVALID', {
    what: `--days ${text.slice(0, 30)} is not a number of days.`,
    why: 'Older mails are left unread.',
    todo: 'Give 1 to 3650.',
  });
}

const noPlaces = (): UserError =>
  new UserError('LR_NO_REPORTS', {
    what: 'No file, folder or mailbox with reports was named.',
    why: 'There is nothing to read.',
    todo: 'Run: launch-ready mail reports <folder>, or set mail.dmarcReports in launch.yaml.',
  });

import { UserError } from '../../../model/error.ts';
import type { Manifest, ManifestInbox, ManifestMessage } from '../../../model/manifest.ts';
import { nearest } from '../../../model/nearest.ts';
import type { Profile } from '../../../model/profile.ts';
import type { CommandInput } from '../../command.ts';

export interface Chosen {
  readonly messages: readonly ManifestMessage[];
  readonly inboxes: readonly ManifestInbox[];
}

/** What is asked for, all when nothing is. A test of nothing is a mistake, not a success. */
export function chosenMails({ mail }: Manifest, input: CommandInput): Chosen {
  if (mail.messages.length === 0) throw nothing('mail.messages is empty: no mail is declared.');
  if (mail.inboxes.length === 0) throw nothing('mail.inboxes is empty: there is nowhere to look.');
  return {
    messages: pick('mail', mail.messages, input.arguments),
    inboxes: pick('inbox', mail.inboxes, input.options.list('inbox')),
  };
}

function pick<T extends { readonly id: string }>(
  what: string,
  all: readonly T[],
  asked: readonly string[],
): readonly T[] {
  const ids = all.map(({ id }) => id);
  const unknown = asked.find((id) => !ids.includes(id));
  if (unknown === undefined) return asked.length === 0 ? all : all.filter(({ id }) => asked.includes(id));
  const guess = nearest(unknown, ids);
  throw new UserError('LR_MAIL_UNKNOWN', {
    what: `There is no ${what} "${unknown.slice(0, 64)}" in launch.yaml.${guess === null ? '' : ` Did you mean ${guess}?`}`,
    why: 'Something else than meant would be tested.',
    todo: `Use one of: ${ids.slice(0, 20).join(', ')}`,
  });
}

const nothing = (what: string): UserError =>
  new UserError('LR_MAIL_NOTHING', {
    what,
    why: 'A test that sends nothing, or looks nowhere, proves nothing.',
    todo: 'Declare mail.messages with a trigger and mail.inboxes; docs/guides/mail.md shows both.',
  });

const bounds = { least: 60, most: 300 } as const;

/** Longer than the limit, so that a late mail is told apart from a lost one. */
export function waitMs(input: CommandInput, { mail }: Profile): number {
  const text = input.options.text('wait');
  if (text === undefined) {
    const twice = 2 * (mail.deliveredWithinSeconds ?? bounds.least);
    return 1000 * Math.min(bounds.most, Math.max(bounds.least, twice));
  }
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 3600) return seconds * 1000;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--wait ${text.slice(0, 30)} is not a number of seconds from 0 to 3600.`,
    why: 'Nothing was sent on a guess.',
    todo: 'Give it like --wait 90',
  });
}

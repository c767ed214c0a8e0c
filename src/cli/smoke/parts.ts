import { join } from 'node:path';
import { OpenStack } from '../../model/open-stack.ts';
import { UserError } from '../../model/error.ts';
import type { MailWaiter } from '../../model/journey.ts';
import type { Manifest, ManifestJourney } from '../../model/manifest.ts';
import { nearest } from '../../model/nearest.ts';
import type { Outside } from '../../model/outside.ts';
import { httpMailbox } from '../../journeys/mailboxes/http-mailbox.ts';
import { inboxesOf, openMailboxes } from '../../journeys/mailboxes/inbox-mailbox.ts';
import type { JourneyParts } from '../../journeys/work.ts';
import { manifestFolder } from '../deploy/places.ts';
import type { CommandContext, CommandInput, ParsedOptions } from '../command.ts';

/** The journeys' tools as the options ask for them; ends with everything it opened. */
export interface WalkingParts extends AsyncDisposable {
  readonly parts: JourneyParts;
}

export async function openWalkingParts(
  context: CommandContext,
  options: ParsedOptions,
  what: {
    readonly outside: Outside;
    readonly manifest: Manifest;
    readonly journeys: readonly ManifestJourney[];
  },
): Promise<WalkingParts> {
  const { outside, manifest, journeys } = what;
  const open = new OpenStack();
  const folder = manifestFolder(context, options);
  const mail = await openMail(context, options, { ...what, open, journeys });
  return {
    parts: {
      outside,
      manifest,
      folder,
      mail,
      baseUrl: baseUrl(options),
      artifactsFolder: join(folder, '.launch-ready', 'journeys'),
      traceparent: null,
    },
    [Symbol.asyncDispose]: async () => open.disposeAsync(),
  };
}

async function openMail(
  context: CommandContext,
  options: ParsedOptions,
  what: {
    readonly outside: Outside;
    readonly manifest: Manifest;
    readonly journeys: readonly ManifestJourney[];
    readonly open: OpenStack;
  },
): Promise<MailWaiter | null> {
  const url = options.text('mailbox');
  if (url !== undefined) {
    // It stands beside the product, mostly on this machine: the product's own address rules are not for it.
    const beside = what.open.use(await context.openOutside({ isPrivateNetworkAllowed: true }));
    return httpMailbox(absolute('--mailbox', url), beside);
  }
  const { inboxes } = what.manifest.mail;
  if (inboxesOf(what.journeys, inboxes).length === 0) return null;
  return what.open.use(
    await openMailboxes(what.journeys, inboxes, { outside: what.outside, signal: context.signal }),
  );
}

export function baseUrl(options: ParsedOptions): string | null {
  const text = options.text('base');
  return text === undefined ? null : absolute('--base', text);
}

function absolute(flag: string, text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new UserError('LR_OPTION_INVALID', {
    what: `${flag} ${text.slice(0, 200)} is not an address with https:// or http://.`,
    why: 'Nothing can be asked there.',
    todo: `Give it like ${flag} https://staging.example.com`,
  });
}

export function atOnce(options: ParsedOptions): number {
  const count = Number(options.text('at-once') ?? 3);
  if (Number.isInteger(count) && count >= 1 && count <= 16) return count;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--at-once ${options.text('at-once')} is not a number from 1 to 16.`,
    why: 'Journeys write test data: too many at once are load, not a test.',
    todo: 'Give it like --at-once 3',
  });
}

/** The asked journeys, or all. Those the asked ones continue are walked as well, by themselves. */
export function chosenJourneys(manifest: Manifest, input: CommandInput): readonly ManifestJourney[] {
  const { journeys } = manifest;
  if (journeys.length === 0) throw noJourneys();
  const ids = journeys.map(({ id }) => id);
  const unknown = input.arguments.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw unknownJourney(unknown, ids);
  return input.arguments.length === 0 ? journeys : journeys.filter(({ id }) => input.arguments.includes(id));
}

const noJourneys = (): UserError =>
  new UserError('LR_JOURNEY_UNKNOWN', {
    what: 'launch.yaml declares no journeys.',
    why: 'There is nothing to walk.',
    todo: 'Print ready ones with: launch-ready smoke --templates',
  });

function unknownJourney(id: string, known: readonly string[]): UserError {
  const guess = nearest(id, known);
  return new UserError('LR_JOURNEY_UNKNOWN', {
    what: `There is no journey "${id.slice(0, 64)}" in launch.yaml.${guess === null ? '' : ` Did you mean ${guess}?`}`,
    why: 'Nothing was walked.',
    todo: `Use one of: ${known.slice(0, 20).join(', ')}`,
  });
}

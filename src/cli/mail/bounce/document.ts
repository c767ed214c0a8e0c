import { redactAddresses, redactedAddress } from '../../../mail/inbox/address.ts';
import { plural } from '../../../model/words.ts';
import type { BounceCause } from '../../../protocols/mail/bounce.ts';
import type { BouncedRecipient, BounceReport } from '../../../protocols/mail/bounces/dsn.ts';

export const bounceSchema = 'launch-ready/mail-bounce@1';

/** Who must act: `you` repair something, the `recipient` is gone or full, or it takes `time` alone. */
export type Actor = 'you' | 'recipient' | 'time';

export interface BounceDocument {
  readonly schema: typeof bounceSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly headline: string;
  /** Recipients by cause. */
  readonly counts: Readonly<Partial<Record<BounceCause, number>>>;
  readonly bounces: readonly BounceRow[];
  /** Files in which nothing speaks of a failed delivery. */
  readonly others: readonly string[];
}
export interface BounceRow {
  readonly file: string;
  readonly form: BounceReport['form'];
  readonly recipient: string;
  readonly remoteHost: string | null;
  readonly action: string | null;
  readonly cause: BounceCause;
  readonly permanence: string;
  readonly actor: Actor;
  readonly because: string;
  readonly advice: string;
  readonly said: string;
  readonly original: string | null;
}

export interface ReadFile {
  readonly name: string;
  readonly report: BounceReport | null;
}

export function bounceDocument(
  files: readonly ReadFile[],
  options: { readonly version: string; readonly showsAddresses: boolean },
): BounceDocument {
  const bounces = files.flatMap(({ name, report }) =>
    report === null
      ? []
      : report.recipients.map((one) => rowOf(name, { report, one }, options.showsAddresses)),
  );
  const counts: Partial<Record<BounceCause, number>> = {};
  for (const { cause } of bounces) counts[cause] = (counts[cause] ?? 0) + 1;
  return {
    schema: bounceSchema,
    tool: { name: 'launch-ready', version: options.version },
    headline: headlineOf(bounces),
    counts,
    bounces,
    others: files.filter(({ report }) => report === null).map(({ name }) => name),
  };
}

function rowOf(
  file: string,
  { report, one }: { readonly report: BounceReport; readonly one: BouncedRecipient },
  showsAddresses: boolean,
): BounceRow {
  const { cause, permanence, because, advice } = one.bounce;
  return {
    file,
    form: report.form,
    recipient:
      one.recipient === '' ? 'not named' : showsAddresses ? one.recipient : redactedAddress(one.recipient),
    remoteHost: one.remoteHost,
    action: one.action,
    cause,
    permanence,
    actor: actorFor(one),
    because,
    advice,
    said: (showsAddresses ? one.diagnostic : redactAddresses(one.diagnostic)).slice(0, 500),
    original: report.original.subject,
  };
}

function actorFor({ bounce, action }: BouncedRecipient): Actor {
  if (bounce.cause === 'mailbox') return 'recipient';
  const passes = bounce.permanence === 'temporary' || action === 'delayed';
  // A deferral for missing authentication does not go away by waiting.
  const needsRepair = bounce.cause === 'authentication' || bounce.cause === 'configuration';
  return passes && !needsRepair ? 'time' : 'you';
}

function headlineOf(bounces: readonly BounceRow[]): string {
  if (bounces.length === 0) return 'Nothing here is a bounce';
  const count = (actor: Actor): number => bounces.filter((one) => one.actor === actor).length;
  const parts = [
    ...(count('you') > 0 ? [`${count('you')} for you to repair`] : []),
    ...(count('recipient') > 0 ? [`${count('recipient')} about the recipient`] : []),
    ...(count('time') > 0 ? [`${count('time')} that may pass by waiting`] : []),
  ];
  return `${plural(bounces.length, 'failed delivery', 'failed deliveries')}: ${parts.join(', ')}`;
}

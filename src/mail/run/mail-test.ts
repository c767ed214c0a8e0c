import type { BrowserDoor } from '../../model/outside-browser.ts';
import type { Manifest, ManifestInbox, ManifestMessage } from '../../model/manifest.ts';
import type { Profile } from '../../model/profile.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { redactedAddress } from '../inbox/address.ts';
import type { Inbox } from '../inbox/inbox.ts';
import {
  pullTrigger,
  triggerGroups,
  triggerText,
  type TriggerGroup,
  type WalkJourney,
} from '../sending/trigger.ts';
import { type Arrived, examine } from './examine.ts';
import { causedAt, gather } from './gather.ts';
import type { InboxResult, MailCell, MailTestResult } from './result.ts';
import { waiterAt } from './waiter.ts';

export interface MailTestInput {
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** Folder that paths of the manifest are seen from. */
  readonly folder: string;
  readonly messages: readonly ManifestMessage[];
  readonly inboxes: readonly ManifestInbox[];
  readonly open: (inbox: ManifestInbox) => Promise<Result<Inbox>>;
  readonly walk: WalkJourney | null;
  /** Null: no pictures. */
  readonly browser: BrowserDoor | null;
  readonly isActiveAllowed: boolean;
  /** Recipients in full; default: shortened. */
  readonly showsAddresses: boolean;
  readonly waitMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

const runAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Every declared mail into every inbox, one act after the other: mail providers and products limit how fast that may go. */
export async function testMails(input: MailTestInput): Promise<MailTestResult> {
  const { outside, manifest, profile, messages } = input;
  const startedAt = outside.clock.now();
  const startedMs = outside.clock.monotonicMs();
  const looked: Looked[] = [];
  for (const inbox of input.inboxes) looked.push(await oneInbox(input, inbox));
  return {
    product: manifest.product.name,
    startedAt,
    tookMs: outside.clock.monotonicMs() - startedMs,
    limitSeconds: profile.mail.deliveredWithinSeconds,
    inboxes: looked.map(({ inbox }) => inbox),
    mails: messages.map((message) => ({
      id: message.id,
      kind: message.kind,
      from: message.from,
      trigger: triggerText(message.trigger),
      cells: looked.map(
        ({ inbox, cells }) => cells.get(message.id) ?? nothing(inbox.id, 'nothing was tried'),
      ),
    })),
    others: undeclared(looked),
  };
}

interface Looked {
  readonly inbox: InboxResult;
  readonly cells: ReadonlyMap<string, MailCell>;
  readonly others: readonly string[];
}

/** Mails of the same acts that are none of the declared ones: a reset journey signs up first, and that confirmation is known. */
function undeclared(looked: readonly Looked[]): MailTestResult['others'] {
  const known = new Set(
    looked.flatMap(({ cells }) => [...cells.values()].flatMap(({ arrival }) => arrival?.subject ?? [])),
  );
  return looked
    .flatMap(({ inbox, others }) =>
      [...new Set(others)]
        .filter((subject) => !known.has(subject))
        .map((subject) => ({ inbox: inbox.id, subject })),
    )
    .slice(0, 50);
}

const nothing = (inbox: string, reason: string): MailCell => ({
  inbox,
  outcome: 'could not look',
  reason,
  bounce: null,
  arrival: null,
});

async function oneInbox(input: MailTestInput, declared: ManifestInbox): Promise<Looked> {
  const { messages, onProgress } = input;
  const result = {
    id: declared.id,
    kind: declared.kind,
    address: input.showsAddresses ? declared.address : redactedAddress(declared.address),
  };
  onProgress(`opening ${declared.id}`);
  const opened = await input.open(declared);
  if (!opened.ok) {
    const reason = opened.error.message;
    return {
      inbox: { ...result, problem: reason },
      cells: new Map(messages.map(({ id }) => [id, nothing(declared.id, reason)])),
      others: [],
    };
  }
  await using inbox = opened.value;
  const cells = new Map<string, MailCell>();
  const others: string[] = [];
  for (const message of messages)
    if (message.trigger === null) cells.set(message.id, nothing(declared.id, untriggered(message)));
  for (const group of triggerGroups(messages)) {
    if (input.signal.aborted) break;
    onProgress(`${declared.id}: ${triggerText(group.trigger)}`);
    const done = await oneAct(input, { inbox, declared }, group);
    for (const cell of done.cells) cells.set(cell.id, cell.cell);
    others.push(...done.others);
  }
  return { inbox: { ...result, problem: null }, cells, others };
}

const untriggered = ({ id }: ManifestMessage): string =>
  `Nothing makes it be sent: give mail.messages "${id}" a trigger (journey, command or template)`;

async function oneAct(
  input: MailTestInput,
  at: { readonly inbox: Inbox; readonly declared: ManifestInbox },
  group: TriggerGroup,
): Promise<{
  readonly cells: readonly { readonly id: string; readonly cell: MailCell }[];
  readonly others: readonly string[];
}> {
  const { outside, signal } = input;
  const { inbox, declared } = at;
  const tag = `lr-${Array.from({ length: 10 }, () => runAlphabet[outside.random.integer(runAlphabet.length)]).join('')}`;
  const startedAt = outside.clock.now();
  const triggered = await pullTrigger(
    group,
    { inbox: declared, address: inbox.addressFor(tag), tag, waiter: waiterAt(inbox, outside.clock) },
    input,
  );
  // A failed act may have sent some of its mails before it failed; they are looked for once, without waiting.
  const waitMs = triggered.outcome === 'sent' ? input.waitMs : 0;
  const gathered = await gather(
    inbox,
    { group, triggered },
    { clock: outside.clock, signal, startedAt, waitMs },
  );
  const cells: { readonly id: string; readonly cell: MailCell }[] = [];
  for (const message of group.messages) {
    const head = gathered.mails.get(message.id);
    if (head === undefined) {
      cells.push({
        id: message.id,
        cell: absent(declared.id, { triggered, problem: gathered.problem, waitMs }),
      });
      continue;
    }
    const afterMs = Math.max(
      0,
      (head.receivedAt !== null && inbox.kind === 'sink' ? head.receivedAt : head.seenAt) -
        causedAt(triggered.journey, startedAt, head.seenAt),
    );
    const arrived: Arrived = { inbox, declared, message, head, afterMs, run: triggered.tag };
    cells.push({ id: message.id, cell: await examine(input, arrived) });
  }
  return { cells, others: gathered.others.map(({ subject }) => subject) };
}

function absent(
  inbox: string,
  why: {
    readonly triggered: Awaited<ReturnType<typeof pullTrigger>>;
    readonly problem: string | null;
    readonly waitMs: number;
  },
): MailCell {
  const { triggered, problem, waitMs } = why;
  const base = { inbox, bounce: triggered.bounce, arrival: null };
  if (triggered.outcome === 'could not')
    return { ...base, outcome: 'could not look', reason: triggered.reason };
  if (triggered.outcome === 'failed') return { ...base, outcome: 'not sent', reason: triggered.reason };
  if (problem !== null) return { ...base, outcome: 'could not look', reason: problem };
  return { ...base, outcome: 'missing', reason: `It did not come within ${Math.round(waitMs / 1000)} s` };
}

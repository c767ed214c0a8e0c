import type { ManifestInbox, ManifestMessage } from '../../model/manifest.ts';
import { domainOfAddress } from '../../protocols/mail/domain.ts';
import { scanTemplate } from '../../protocols/mail/templates/scan.ts';
import { authenticateMail } from '../authentication/authenticate.ts';
import type { Receiver } from '../authentication/by-receiver.ts';
import type { Inbox, MailHead } from '../inbox/inbox.ts';
import { inboxPresets } from '../inbox/presets.ts';
import { readMessage } from '../message/read-message.ts';
import { type MailPictures, takePictures } from '../proof/pictures.ts';
import { point, type ProofPoint, type Rule } from '../proof/point.ts';
import { proveMail } from '../proof/prove.ts';
import type { MailTestInput } from './mail-test.ts';
import type { Arrival, MailCell } from './result.ts';

export interface Arrived {
  readonly inbox: Inbox;
  readonly declared: ManifestInbox;
  readonly message: ManifestMessage;
  readonly head: MailHead;
  readonly afterMs: number;
  readonly run: string;
}

/** Reads one mail and proves what can be proven about it. A mail nobody can read is a finding, not a crash. */
export async function examine(input: MailTestInput, arrived: Arrived): Promise<MailCell> {
  const { inbox, declared, head, afterMs } = arrived;
  const limit = input.profile.mail.deliveredWithinSeconds;
  const base: Arrival = {
    afterMs,
    isLate: limit !== null && afterMs > limit * 1000,
    folder: head.folder,
    subject: head.subject,
    sizeBytes: head.sizeBytes,
    authentication: null,
    points: [],
    pictures: null,
  };
  const cell = (arrival: Arrival): MailCell => ({
    inbox: declared.id,
    outcome: 'arrived',
    reason: '',
    bounce: null,
    arrival,
  });
  const bytes = await inbox.read(head, input.signal);
  if (!bytes.ok) return cell({ ...base, points: [unreadable(bytes.error.message)] });
  const mail = await readMessage(bytes.value);
  if (!mail.ok) return cell({ ...base, points: [unreadable(mail.error.message)] });
  const authentication = await authenticateMail(
    input.outside,
    { bytes: bytes.value, message: mail.value, handover: head.handover, receiver: receiverFor(declared) },
    input.signal,
  );
  const scan = mail.value.html === null ? null : scanTemplate(mail.value.html);
  const proof = {
    declared: arrived.message,
    manifest: input.manifest,
    head,
    mail: mail.value,
    authentication,
    scan,
  };
  const points = await proveMail(proof, { ...proberFor(input), run: arrived.run });
  const seen = await look(input, mail.value.html);
  return cell({ ...base, authentication, points: [...points, ...seen.points], pictures: seen.pictures });
}

const unreadable = (found: string): ProofPoint =>
  point({ id: 'readable', title: 'The mail can be read', source: 'RFC 5322 section 2.1' }, 'broken', found);

function receiverFor({ kind, host, address }: ManifestInbox): Receiver | null {
  if (kind === 'sink') return null;
  return {
    preset: inboxPresets[kind],
    ownNames: [host, domainOfAddress(address)].flatMap((name) => name ?? []),
  };
}

/** Answers about links are shared by all mails of one test. */
const knownBy = new WeakMap<MailTestInput, Map<string, Promise<string | null>>>();

function proberFor(input: MailTestInput): {
  readonly outside: MailTestInput['outside'];
  readonly signal: AbortSignal;
  readonly isActiveAllowed: boolean;
  readonly known: Map<string, Promise<string | null>>;
} {
  const known = knownBy.get(input) ?? new Map<string, Promise<string | null>>();
  knownBy.set(input, known);
  const { outside, signal, isActiveAllowed } = input;
  return { outside, signal, isActiveAllowed, known };
}

const phone: Rule = {
  id: 'phone-width',
  title: 'It fits a phone',
  source: 'https://www.w3.org/TR/WCAG22/#reflow',
};

async function look(
  { browser, signal }: MailTestInput,
  html: string | null,
): Promise<{ readonly pictures: MailPictures | null; readonly points: readonly ProofPoint[] }> {
  if (browser === null || html === null) return { pictures: null, points: [] };
  const taken = await takePictures(browser, html, signal);
  if (!taken.ok)
    return { pictures: null, points: [point(phone, 'unknown', `no picture: ${taken.error.message}`)] };
  const { phoneOverflowPx } = taken.value;
  return {
    pictures: taken.value,
    points: [
      phoneOverflowPx > 0
        ? point(phone, 'broken', `it is ${phoneOverflowPx} px wider than a phone of 390 px`)
        : point(phone, 'holds', 'nothing sticks out at 390 px'),
    ],
  };
}

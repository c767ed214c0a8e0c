import type { Outside } from '../../model/outside.ts';
import { isAlignedBySuffixList } from '../../protocols/mail/dmarc/evaluate.ts';
import type { DkimSignature } from '../../protocols/mail/dkim/signature.ts';
import type { Handover } from '../inbox/inbox.ts';
import type { MailMessage } from '../message/mail-message.ts';
import type { Asker } from './asking.ts';
import {
  type Authentication,
  type MethodAnswer,
  type Opinion,
  type Settled,
  settledOf,
  settledOfAll,
} from './authentication.ts';
import { libraryOpinion } from './by-library.ts';
import { authorDomain, type OwnOpinion, ownOpinion } from './by-ourselves.ts';
import { ignoredServers, type Receiver, receiverOpinion } from './by-receiver.ts';
import { disagreements } from './disagreements.ts';
import { isPrivateClient } from './private-client.ts';

export interface ToAuthenticate {
  readonly bytes: Uint8Array;
  readonly message: MailMessage;
  readonly handover: Handover | null;
  /** Who may have written Authentication-Results; null: nobody (our own sink). */
  readonly receiver: Receiver | null;
}

const timeoutMs = 30_000;

/** Every opinion there is about one mail, side by side, and what counts. */
export async function authenticateMail(
  outside: Pick<Outside, 'dns' | 'clock'>,
  mail: ToAuthenticate,
  signal: AbortSignal,
): Promise<Authentication> {
  using deadline = outside.clock.deadline(timeoutMs, signal);
  const asker: Asker = { outside, signal: deadline.signal };
  const { bytes, message, receiver } = mail;
  const isPrivate = mail.handover !== null && isPrivateClient(mail.handover.clientAddress);
  const handover = isPrivate ? null : mail.handover;
  const said = receiver === null ? null : receiverOpinion(message.headers, receiver);
  const author = authorDomain(message.from);
  const passed = said?.answers.find(({ method, result }) => method === 'spf' && result === 'pass');
  const own = await ownOpinion(
    {
      bytes,
      handover,
      author,
      passedSpfDomain: passed?.domain ?? null,
      nowSeconds: Math.floor(outside.clock.now() / 1000),
    },
    asker,
  );
  const library = await libraryOpinion({ bytes, handover }, asker);
  const opinions: readonly Opinion[] = [
    ...(said === null ? [] : [said]),
    library,
    { by: own.by, answers: own.answers },
  ];
  return {
    opinions,
    ...settle(said ?? library, own, handover !== null || said !== null),
    isAligned: alignment(own, { author, isSpfKnown: handover !== null || said !== null }),
    signatures: own.verdicts.flatMap(({ result, domain, signature, key }) =>
      result === 'pass' && domain !== null
        ? [{ domain, fields: signature?.headers ?? [], bits: isRsa(signature) ? (key?.bits ?? null) : null }]
        : [],
    ),
    hasDmarcRecord: recordKnown(own),
    disagreements: disagreements(opinions, { isSpfKnown: handover !== null }),
    notes: notesOn(mail, { isPrivate, hasSpoken: said !== null }),
  };
}

function settle(
  decider: Opinion,
  own: OwnOpinion,
  isSpfKnown: boolean,
): { readonly spf: Settled; readonly dkim: Settled; readonly dmarc: Settled } {
  const results = (opinion: Opinion, method: MethodAnswer['method']): readonly string[] =>
    opinion.answers.filter((one) => one.method === method).map(({ result }) => result);
  const spf = isSpfKnown ? settledOf(results(decider, 'spf')[0]) : 'unknown';
  const dkimSaid = results(decider, 'dkim');
  const dkim = settledOfAll(dkimSaid.length > 0 ? dkimSaid : results(own, 'dkim'));
  const dmarc = settledOf(results(decider, 'dmarc')[0] ?? results(own, 'dmarc')[0]);
  // Without SPF a failing DMARC is not proven: the missing half might have carried it.
  return { spf, dkim, dmarc: dmarc === 'fail' && spf === 'unknown' ? 'unknown' : dmarc };
}

function alignment(
  own: OwnOpinion,
  mail: { readonly author: string | null; readonly isSpfKnown: boolean },
): boolean | null {
  const { author, isSpfKnown } = mail;
  if (author === null || own.dmarc === null) return null;
  const isAligned =
    own.dmarc.discovery.record === null
      ? own.passedDomains.some((domain) => isAlignedBySuffixList(author, domain, 'relaxed'))
      : [...own.dmarc.dkim, ...(own.dmarc.spf === null ? [] : [own.dmarc.spf])].some((one) => one.isAligned);
  if (isAligned) return true;
  return isSpfKnown && own.dmarc.result !== 'temperror' ? false : null;
}

const isRsa = (signature: DkimSignature | null): boolean => signature?.algorithm.startsWith('rsa') === true;

function recordKnown({ dmarc }: OwnOpinion): boolean | null {
  if (dmarc === null) return null;
  return dmarc.discovery.record !== null ? true : dmarc.discovery.isComplete ? false : null;
}

function notesOn(
  { handover, message, receiver }: ToAuthenticate,
  seen: { readonly isPrivate: boolean; readonly hasSpoken: boolean },
): readonly string[] {
  const ignored = receiver === null ? [] : ignoredServers(message.headers, receiver);
  return [
    ...(seen.isPrivate
      ? [
          `The mail came from ${handover?.clientAddress ?? 'inside'}, an address inside a network: SPF cannot be judged on this way`,
        ]
      : []),
    ...(receiver !== null && !seen.hasSpoken
      ? ['The receiver wrote no Authentication-Results of its own']
      : []),
    ...(ignored.length > 0
      ? [
          `Authentication-Results of ${[...new Set(ignored)].slice(0, 5).join(', ')} are not believed: anybody may write them`,
        ]
      : []),
  ];
}

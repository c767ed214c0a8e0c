import PostalMime from 'postal-mime';
import type { UnixMs } from '../../model/brand.ts';
import type { WorldClock } from '../clock.ts';

/** A message as a mail server of the world accepted it. */
export interface ReceivedMail {
  readonly id: string;
  /** Host name of the mail server that took it. */
  readonly server: string;
  readonly receivedAt: UnixMs;
  /** Where it came from, in the world's terms: what SPF is judged by. */
  readonly clientAddress: string;
  readonly heloName: string;
  readonly isEncrypted: boolean;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The whole message, one character per byte (latin1), Received header on top. */
  readonly raw: string;
}

export interface Mailbox {
  /** Newest last; all, or those to one address. */
  readonly messages: (to?: string) => readonly ReceivedMail[];
  /** The newest fitting message to this address, waiting for one if need be; null when the time is over. */
  readonly waitFor: (to: string, options?: WaitOptions) => Promise<ReceivedMail | null>;
  readonly clear: () => void;
}

export interface WaitOptions {
  readonly subject?: RegExp;
  /** Default 5000. */
  readonly timeoutMs?: number;
}

export interface MailDelivery extends Mailbox {
  readonly deliver: (mail: Omit<ReceivedMail, 'id' | 'subject' | 'text' | 'html'>) => Promise<void>;
}

const maxMessages = 1000;
const pollMs = 10;

export function createMailbox(clock: WorldClock): MailDelivery {
  const kept: ReceivedMail[] = [];
  const find = (to: string, subject: RegExp | undefined): ReceivedMail | undefined =>
    kept.findLast((mail) => isTo(mail, to) && (subject?.test(mail.subject) ?? true));
  return {
    messages: (to) => kept.filter((mail) => to === undefined || isTo(mail, to)),
    waitFor: async (to, options = {}) => {
      const endMs = clock.monotonicMs() + (options.timeoutMs ?? 5000);
      for (;;) {
        const found = find(to, options.subject);
        if (found !== undefined) return found;
        if (clock.monotonicMs() >= endMs) return null;
        await clock.sleep(pollMs);
      }
    },
    clear: () => void kept.splice(0),
    deliver: async (mail) => {
      const parsed = await PostalMime.parse(Buffer.from(mail.raw, 'latin1'));
      const id = `mail-${kept.length + 1}`;
      kept.push({
        ...mail,
        id,
        subject: parsed.subject ?? '',
        text: parsed.text ?? '',
        html: parsed.html ?? '',
      });
      if (kept.length > maxMessages) kept.shift();
    },
  };
}

const isTo = (mail: ReceivedMail, to: string): boolean => mail.envelope.to.includes(to.toLowerCase());

import type { ManifestInbox } from '../../model/manifest.ts';
import type { Clock, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { openSink, type Sink, type SinkMail, type SinkOptions } from '../sink/sink.ts';
import { taggedAddress } from './address.ts';
import { readHead } from './head.ts';
import { type Inbox, inboxLimits, type MailHead } from './inbox.ts';

export interface SinkInboxOptions extends Pick<SinkOptions, 'tls' | 'trustedRelays' | 'refuses' | 'limits'> {
  readonly clock: Clock;
  /** Where to listen: the inbox' `host` when it is an IP address of this machine; default 127.0.0.1. */
  readonly listenAt?: string;
}

/** Port products are told to send to when the manifest names none. */
const defaultSinkPort = 2525;
const loopback: readonly string[] = ['127.0.0.1', '::1'];

/** Our own mail server as an inbox: everything for its address (tagged or not) lands in `inbox`; it has no spam folder. */
export async function openSinkInbox(inbox: ManifestInbox, options: SinkInboxOptions): Promise<Result<Inbox>> {
  const { listenAt, ...rest } = options;
  const address = listenAt ?? inbox.host ?? '127.0.0.1';
  const sink = await openSink({
    // Only programs of this machine reach loopback: a mail server among them is believed about where a mail came from.
    ...(loopback.includes(address) ? { trustedRelays: loopback } : {}),
    ...rest,
    name: inbox.address.split('@')[1] ?? 'sink',
    address,
    port: inbox.port ?? defaultSinkPort,
    accepts: (recipient) => isFor(inbox.address, recipient),
  });
  return sink.ok ? ok(inboxOver(inbox, sink.value)) : sink;
}

/** The same local part before any `+`, the same domain. */
function isFor(address: string, recipient: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\+[^@]*(?=@)/, '');
  return plain(address) === plain(recipient);
}

function inboxOver(inbox: ManifestInbox, sink: Sink): Inbox {
  const heads = new Map<string, MailHead>();
  const headOf = (mail: SinkMail): MailHead => {
    const head = heads.get(mail.id) ?? describe(mail);
    heads.set(mail.id, head);
    return head;
  };
  return {
    id: inbox.id,
    kind: 'sink',
    address: inbox.address,
    addressFor: (tag) => taggedAddress(inbox.address, tag),
    look: async () => ok(sink.mails().slice(-inboxLimits.heads).map(headOf)),
    read: async (head) => {
      const mail = sink.mails().find(({ id }) => id === head.key);
      return mail === undefined ? failure('not-found', 'This mail was dropped to make room') : ok(mail.bytes);
    },
    [Symbol.asyncDispose]: async () => sink[Symbol.asyncDispose](),
  };
}

function describe(mail: SinkMail): MailHead {
  const head = readHead(mail.bytes);
  return {
    ...head,
    key: mail.id,
    folder: { name: 'sink', kind: 'inbox' },
    sizeBytes: mail.bytes.length,
    receivedAt: mail.receivedAt,
    seenAt: mail.receivedAt,
    recipients: [...new Set([...mail.recipients, ...head.recipients])],
    handover: mail.handover,
  };
}

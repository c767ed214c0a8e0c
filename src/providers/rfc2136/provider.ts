import type { Change, Provider, ProviderState, WriteReceipt } from '../../model/fix.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { difference } from '../../protocols/edge/state.ts';
import { decodeMessage } from '../../protocols/dns/wire/decode.ts';
import { recordSets } from '../../protocols/zone/records/record-set.ts';
import { setFrom, setResources } from '../../protocols/zone/records/resources.ts';
import { updateMessage } from '../../protocols/zone/update/message.ts';
import type { SetUpdate } from '../../protocols/zone/update/message.ts';
import { TransferReader, transferQuestion } from '../../protocols/zone/update/transfer.ts';
import { signMessage, TsigVerifier } from '../../protocols/zone/update/tsig.ts';
import type { Signed, TsigKey } from '../../protocols/zone/update/tsig.ts';
import { allRefused, allStale, prepare } from '../prepare.ts';
import { nameServerCapabilities } from '../zonefile/capabilities.ts';
import { openStream } from './stream.ts';
import type { MessageStream, NameServer } from './stream.ts';

export interface Rfc2136Options {
  /** Apex, without final dot. */
  readonly zone: string;
  /** The primary server. */
  readonly server: NameServer;
  /** Must be allowed to update and to transfer. Null: the server trusts addresses. */
  readonly key: TsigKey | null;
}

type Door = Pick<Outside, 'sockets' | 'clock' | 'random'>;
interface Self {
  readonly options: Rfc2136Options;
  readonly outside: Door;
  readonly signal: AbortSignal;
}

/**
 * Any standard name server: read by zone transfer (RFC 5936), changed by UPDATE (RFC 2136), signed both ways (RFC 8945). The server
 * compares values while it writes; it cannot compare TTLs, so those are looked at just before.
 */
export function rfc2136Provider(options: Rfc2136Options, outside: Door): Provider {
  const provider: Provider = {
    id: 'rfc2136',
    title: `the name server of ${options.zone}`,
    capabilities: nameServerCapabilities,
    guard: 'server',
    read: (signal) => readState({ options, outside, signal }),
    write: async (changes, signal) => {
      const self = { options, outside, signal };
      const state = await readState(self);
      if (!state.ok) return state;
      const prepared = prepare({ provider, zone: options.zone }, state.value.resources, changes);
      if (!prepared.ok) return ok(prepared.receipts);
      const answered = await sendUpdate(self, changes, state.value);
      if (!answered.ok) return answered;
      if (answered.value !== 'NOERROR') return ok(refusals(changes, answered.value));
      return confirmed(self, changes, prepared.next);
    },
  };
  return provider;
}

async function readState(self: Self): Promise<Result<ProviderState>> {
  const records = await transfer(self);
  return records.ok
    ? ok({ resources: setResources(recordSets(records.value)), readAt: self.outside.clock.now() })
    : records;
}

async function transfer(self: Self): Promise<Result<readonly DnsRecord[]>> {
  const { options, outside, signal } = self;
  const id = outside.random.integer(65_536);
  const question = transferQuestion(id, options.zone);
  if (!question.ok) return failure('protocol', `${options.zone} cannot be asked for: ${question.problem}`);
  const signed = signedBy(self, question.bytes);
  const opened = await openStream(outside, options.server, signal);
  if (!opened.ok) return opened;
  await using stream = opened.value;
  const sent = await stream.send(signed.bytes);
  if (!sent.ok) return sent;
  const signature = options.key === null ? null : { key: options.key, requestMac: signed.mac };
  const reader = new TransferReader({ id, zone: options.zone }, signature);
  return await collect(stream, (bytes) => reader.read(bytes, nowSeconds(outside)), placeOf(options));
}

async function collect(
  stream: MessageStream,
  read: (bytes: Uint8Array) => ReturnType<TransferReader['read']>,
  place: string,
): Promise<Result<readonly DnsRecord[]>> {
  for (;;) {
    const message = await stream.receive();
    if (!message.ok) return message;
    const step = read(message.value);
    if (step.state === 'failed')
      return failure('protocol', `Reading the zone from ${place}: ${step.problem}`);
    if (step.state === 'done') return ok(step.records);
  }
}

/** The response code of the server, its signature verified. */
async function sendUpdate(
  self: Self,
  changes: readonly Change[],
  state: ProviderState,
): Promise<Result<string>> {
  const { options, outside, signal } = self;
  const id = outside.random.integer(65_536);
  const message = updateMessage(
    id,
    options.zone,
    changes.map((change) => updateOf(change, state)),
  );
  if ('problem' in message) return failure('protocol', `The change cannot be sent: ${message.problem}`);
  const signed = signedBy(self, message);
  const opened = await openStream(outside, options.server, signal);
  if (!opened.ok) return opened;
  await using stream = opened.value;
  const sent = await stream.send(signed.bytes);
  if (!sent.ok) return sent;
  const answer = await stream.receive();
  if (!answer.ok) return answer;
  const decoded = decodeMessage(answer.value);
  if (!decoded.ok || decoded.id !== id)
    return failure('protocol', `${placeOf(options)} sent a broken answer`);
  const { rcode } = decoded.message;
  const { key } = options;
  const verified =
    key === null ? null : new TsigVerifier(key, signed.mac).check(answer.value, nowSeconds(outside));
  if (verified === null || verified.ok) return ok(rcode);
  // An answer that is refused for its signature is itself unsigned (RFC 8945 section 5.3.2), so only the refusal is believed.
  if (rcode === 'NOTAUTH' || rcode === 'REFUSED') return ok(`${rcode}: ${verified.problem}`);
  return failure('protocol', `${placeOf(options)}: ${verified.problem}`);
}

/** The values as the server has them now: meaning was compared before, prerequisites compare bytes. */
function updateOf({ resource, after }: Change, state: ProviderState): SetUpdate {
  const set = after === null ? null : setFrom(resource, after);
  const now = state.resources[resource] ?? null;
  const before = now === null ? null : setFrom(resource, now);
  const [, name = '', type = ''] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
  return {
    name: name === '' ? '.' : name,
    type,
    before: before === null || 'problem' in before ? null : before,
    after: set === null || 'problem' in set ? null : set,
  };
}

function refusals(changes: readonly Change[], answer: string): readonly WriteReceipt[] {
  const [code = ''] = answer.split(':');
  if (['NXRRSET', 'YXRRSET', 'NXDOMAIN', 'YXDOMAIN'].includes(code))
    return allStale(
      changes,
      `The zone changed while this was sent: the server refused the precondition (${code}).`,
    );
  return allRefused(changes, `The server refused the update (${answer}).`);
}

/** Servers skip what does not suit them without an error (RFC 2136 section 3.4.2), so the zone is read again. */
async function confirmed(
  self: Self,
  changes: readonly Change[],
  wanted: ProviderState['resources'],
): Promise<Result<readonly WriteReceipt[]>> {
  const after = await readState(self);
  if (!after.ok) return after;
  const differing = new Set(difference(after.value.resources, wanted).map(({ resource }) => resource));
  return ok(
    changes.map(({ id, resource }) =>
      differing.has(resource)
        ? {
            change: id,
            outcome: 'refused',
            detail: `The server accepted the update but ${resource} is not as asked.`,
          }
        : { change: id, outcome: 'done', detail: 'Written; the server compared the old values itself.' },
    ),
  );
}

const signedBy = ({ options, outside }: Self, message: Uint8Array): Signed =>
  options.key === null
    ? { bytes: message, mac: new Uint8Array() }
    : signMessage(message, options.key, nowSeconds(outside));

const nowSeconds = ({ clock }: Pick<Outside, 'clock'>): number => Math.floor(clock.now() / 1000);
const placeOf = ({ server }: Rfc2136Options): string => `${server.address}#${server.port}`;

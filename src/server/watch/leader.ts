import { startWatchService } from '../../monitor/service.ts';
import type { WatchService } from '../../monitor/service.ts';
import type { Duty, DutyParts } from './cluster.ts';
import type { Message } from './messages.ts';
import { messageOf } from './messages.ts';

const readInboxMs = 500;
const batch = 200;

/** Looks at its share, judges what everybody saw, and sends alerts. */
export async function startLeader(parts: DutyParts): Promise<Duty> {
  const { store, listener } = parts;
  const service = await startWatchService({ ...parts, onJudged: listener.sample });
  const stop = new AbortController();
  const changed = async (): Promise<void> => service.setMonitors(await store.monitors.list());
  const tell = async (message: Message): Promise<boolean> => {
    if (message.kind === 'changed') await changed();
    if (message.kind === 'check') service.check(message.monitor);
    if (message.kind === 'samples') await service.receive(message.samples);
    if (message.kind === 'acknowledge')
      return person(service, service.desk.acknowledge(message.incident, message.by));
    if (message.kind === 'note')
      return person(service, service.desk.note(message.incident, message.by, message.text));
    return true;
  };
  const settle = (): Promise<void> => service.desk.flush();
  const reading = readInbox(parts, { tell, settle }, stop.signal);
  return {
    kind: 'leader',
    reshare: service.reshare,
    changed,
    check: service.check,
    tell,
    health: service.health,
    states: async () => service.desk.states(),
    takeChanged: () => service.desk.takeChanged(),
    close: async (how) => {
      stop.abort();
      await reading;
      await service.close(how);
    },
  };
}

/** What a person did is durable before they are told that it is done. */
async function person(service: WatchService, isKnown: boolean): Promise<boolean> {
  if (isKnown) await service.desk.flush();
  return isKnown;
}

interface InboxDesk {
  readonly tell: (message: Message) => Promise<boolean>;
  readonly settle: () => Promise<void>;
}

async function readInbox(parts: DutyParts, desk: InboxDesk, signal: AbortSignal): Promise<void> {
  let isTroubled = false;
  while (!signal.aborted) {
    try {
      const isMore = await readOnce(parts, desk);
      isTroubled = false;
      if (isMore) continue;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      if (!isTroubled) parts.onTrouble(`Messages of other replicas wait: ${why}`);
      isTroubled = true;
    }
    await parts.outside.clock.sleep(readInboxMs, signal);
  }
}

/** Messages are removed once their effect is durable; after a crash in between they come again and change nothing. */
async function readOnce({ store }: DutyParts, desk: InboxDesk): Promise<boolean> {
  const found = await store.inbox.oldest(batch);
  if (found.length === 0) return false;
  for (const { body } of found) {
    const message = messageOf(body);
    if (message !== null) await desk.tell(message);
  }
  await desk.settle();
  await store.inbox.remove(found.map(({ id }) => id));
  return found.length === batch;
}

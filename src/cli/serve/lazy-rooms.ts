import type { JourneyRunner, MailFlow } from '../../model/monitor.ts';
import type { MailRoomParts } from './mail-room.ts';

/** Mail and inbox libraries are a seventh of an idle server's memory: they are loaded by the first monitor that needs them. */
export const lazyJourneys = (cwd: string, manifestPath: string): JourneyRunner => {
  let room: Promise<JourneyRunner> | null = null;
  const load = async (): Promise<JourneyRunner> =>
    (await import('./journey-room.ts')).journeyRoom(cwd, manifestPath);
  return { run: async (id, context) => (await (room ??= load())).run(id, context) };
};

export const lazyMail = (parts: MailRoomParts): MailFlow => {
  let room: Promise<MailFlow> | null = null;
  const load = async (): Promise<MailFlow> => (await import('./mail-room.ts')).mailRoom(parts);
  return {
    send: async (id, signal) => (await (room ??= load())).send(id, signal),
    wait: async (id, token, signal) => (await (room ??= load())).wait(id, token, signal),
  };
};

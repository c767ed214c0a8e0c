import type { WorldClock } from '../clock.ts';
import type { ServerCertificate } from '../certificates/certificate-authority.ts';
import type { WorldPlan } from '../plan.ts';
import { startMailServer } from './mail-server.ts';
import type { MailDelivery } from './mailbox.ts';

export interface MailServers {
  /** Loopback ports by host name; null where the port is closed. */
  readonly ports: ReadonlyMap<string, number | null>;
  readonly close: () => Promise<void>;
}

export interface MailServersInput {
  readonly plan: WorldPlan;
  readonly certificates: ReadonlyMap<string, ServerCertificate>;
  readonly mailbox: MailDelivery;
  readonly clock: WorldClock;
}

/** All mail exchangers of the world; they fill one mailbox. */
export async function startMailServers(input: MailServersInput): Promise<MailServers> {
  const { plan, certificates, mailbox, clock } = input;
  const running = await Promise.all(
    Object.values(plan.mailServers).map(async (server) => {
      const certificate = certificates.get(server.certificate);
      const started = await startMailServer({ server, certificate, sender: plan.mailSender, mailbox, clock });
      return [server.name, started] as const;
    }),
  );
  return {
    ports: new Map(running.map(([name, server]) => [name, server.port])),
    close: async () => void (await Promise.all(running.map(async ([, server]) => server.close()))),
  };
}

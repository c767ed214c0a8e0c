import type { DnsDoor, DnsRootHint } from '../../model/outside-dns.ts';
import type { Clock, Outside } from '../../model/outside.ts';
import type { AddressMap } from './address-map.ts';
import { createBrowserDoor } from './browser.ts';
import { systemEnvironment, systemRandom } from './chance.ts';
import { createClock } from './clock.ts';
import { createDialer } from './dial.ts';
import { createFiles } from './files.ts';
import { createHttpDoor } from './http-door.ts';
import { createLoadDoor } from './load-door.ts';
import { createProcesses } from './processes.ts';
import { createRouter } from './route.ts';
import type { Router } from './route.ts';
import { createSocketDoor } from './socket-door.ts';
import { quickGroups, secureContexts } from './tls-context.ts';
import { createTlsDoor } from './tls-door.ts';

export interface OutsideOptions {
  /** Makes the DNS door; it is handed the same router that TCP connections go through. */
  readonly dns: (parts: {
    readonly route: Router;
    readonly clock: Clock;
  }) => DnsDoor & Partial<AsyncDisposable>;
  /** PEM certificates trusted beyond the built-in roots. */
  readonly extraCa?: readonly string[];
  /** First match wins; see `parseAddressMap`. */
  readonly maps?: readonly AddressMap[];
  /** Default false: public scanning never reaches private, loopback, link-local or metadata addresses (SEC-1). */
  readonly isPrivateNetworkAllowed?: boolean;
  /** Sent with every HTTP request that names no other. */
  readonly userAgent?: string;
}
export type { DnsRootHint };

export interface RealOutside extends Outside, AsyncDisposable {
  /** What is still open, for leak tests: TCP sockets in use (not those kept idle for the next request) and timers. */
  readonly open: () => { readonly sockets: number; readonly timers: number };
}

const defaultUserAgent = 'launch-ready/0.1 (+https://www.npmjs.com/package/launch-ready)';

/** The real world. Dispose it at the end: sockets and child processes are ended. */
export function createOutside(options: OutsideOptions): RealOutside {
  const clock = createClock();
  const route = createRouter({
    maps: options.maps ?? [],
    isPrivateNetworkAllowed: options.isPrivateNetworkAllowed ?? false,
  });
  const dialer = createDialer(route);
  const extraRoots = options.extraCa ?? [];
  const contexts = secureContexts(extraRoots);
  const dns = options.dns({ route, clock });
  const processes = createProcesses(clock, systemEnvironment);
  const browser = createBrowserDoor({
    clock,
    dns,
    dialer,
    contexts,
    hasExtraRoots: extraRoots.length > 0,
    env: systemEnvironment,
    processes,
  });
  const userAgent = options.userAgent ?? defaultUserAgent;
  const quickContexts = secureContexts(extraRoots, quickGroups);
  const http = createHttpDoor({ clock, dns, dialer, contexts: quickContexts, userAgent });
  return {
    clock,
    random: systemRandom,
    env: systemEnvironment,
    files: createFiles(systemRandom),
    dns,
    http,
    tls: createTlsDoor({ clock, dialer, contexts, extraRoots }),
    sockets: createSocketDoor({ clock, dialer, route, contexts }),
    processes,
    browser,
    load: createLoadDoor({ clock, dns, dialer, contexts: quickContexts, userAgent }),
    open: () => ({
      sockets: Math.max(0, dialer.openSockets() - http.idleConnections()),
      timers: clock.pendingTimers(),
    }),
    [Symbol.asyncDispose]: async () => {
      await browser[Symbol.asyncDispose]();
      await processes.close();
      dialer.close();
      await dns[Symbol.asyncDispose]?.();
    },
  };
}

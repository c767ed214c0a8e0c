import type { DnsDoor } from '../../model/outside-dns.ts';
import type { Outside } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import { createFakeBrowser } from './browser.ts';
import type { FakeBrowser, FakeBrowserDoor } from './browser.ts';
import { fakeEnvironment, seededRandom } from './chance.ts';
import { createFakeClock } from './clock.ts';
import type { FakeClock, FakeClockOptions } from './clock.ts';
import { createFakeFiles } from './files.ts';
import type { FakeFiles } from './files.ts';
import { createFakeHttp } from './http.ts';
import type { FakeHttpDoor, FakeRoutes } from './http.ts';
import { createFakeProcesses } from './processes.ts';
import type { FakeCommand, FakeProcesses } from './processes.ts';
import { createFakeSockets } from './sockets.ts';
import type { FakeServer, FakeSocketDoor } from './sockets.ts';
import { createFakeTls } from './tls.ts';
import type { FakeHandshake, FakeTlsDoor } from './tls.ts';

export interface FakeOutsideOptions {
  readonly clock?: FakeClockOptions;
  readonly seed?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** See `fake/dns.ts`; without one every question fails. */
  readonly dns?: DnsDoor;
  readonly http?: FakeRoutes;
  readonly tls?: Readonly<Record<string, FakeHandshake>>;
  readonly sockets?: Readonly<Record<string, FakeServer>>;
  readonly processes?: Readonly<Record<string, FakeCommand>>;
  /** Without it no browser is installed. */
  readonly browser?: FakeBrowser;
}

export interface FakeOutside extends Outside {
  readonly clock: FakeClock;
  readonly files: FakeFiles;
  readonly http: FakeHttpDoor;
  readonly tls: FakeTlsDoor;
  readonly sockets: FakeSocketDoor;
  readonly processes: FakeProcesses;
  readonly browser: FakeBrowserDoor;
}

/** A world made of tables: nothing leaves the test, and the same options give the same run. */
export function fakeOutside(options: FakeOutsideOptions = {}): FakeOutside {
  const clock = createFakeClock(options.clock);
  return {
    clock,
    random: seededRandom(options.seed),
    env: fakeEnvironment(options.env ?? {}),
    files: createFakeFiles(clock, options.files),
    dns: options.dns ?? silentDns,
    http: createFakeHttp(options.http),
    tls: createFakeTls(options.tls),
    sockets: createFakeSockets(options.sockets),
    processes: createFakeProcesses(options.processes),
    browser: createFakeBrowser(options.browser),
  };
}

/** Answers nothing: for tests in which no name may be resolved. */
export const silentDns: DnsDoor = {
  origin: { kind: 'resolver', servers: [] },
  exchange: async (server) => failure('timed-out', `${server} does not answer`),
  resolve: async (name) => failure('dns-failure', `${name}: no DNS in this world`),
};

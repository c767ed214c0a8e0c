import type { CollectContext } from '../../src/model/collector.ts';
import type { DnsResolution } from '../../src/model/outside-dns.ts';
import type { Outside, Result } from '../../src/model/outside.ts';

/** What one look asked of the world, and what it was given to begin with. */
export interface Asked {
  readonly inputs: unknown;
  /** Sections of the manifest. */
  readonly sections: Set<string>;
  /** What was resolved to what: `name type` to the answer as text. */
  readonly resolved: Map<string, string>;
  /** Names asked of one server, whose answer tells of the whole zone. */
  readonly exchanged: Set<string>;
  /** `host/path`. */
  readonly urls: Set<string>;
  /** Hosts a handshake was for. */
  readonly shaken: Set<string>;
  /** IP addresses connected to. */
  readonly addresses: Set<string>;
  readonly ports: Set<number>;
  /** Through a browser or a program: nobody knows what was asked. */
  isUntold: boolean;
}

/** The same look, with a note of everything it asks. */
export function noting(context: CollectContext): { readonly context: CollectContext; readonly asked: Asked } {
  const asked: Asked = {
    inputs: context.inputs,
    sections: new Set(),
    resolved: new Map(),
    exchanged: new Set(),
    urls: new Set(),
    shaken: new Set(),
    addresses: new Set(),
    ports: new Set(),
    isUntold: false,
  };
  const { outside } = context;
  return {
    asked,
    context: {
      ...context,
      manifest: used(context.manifest, (section) => asked.sections.add(section)),
      outside: {
        ...outside,
        dns: notingDns(outside, asked),
        ...notingWeb(outside, asked),
        browser: used(outside.browser, () => (asked.isUntold = true)),
        processes: used(outside.processes, () => (asked.isUntold = true)),
      },
    },
  };
}

function notingDns({ dns }: Outside, asked: Asked): Outside['dns'] {
  return {
    origin: dns.origin,
    exchange: async (server, question, options) => {
      asked.exchanged.add(bare(question.name));
      return dns.exchange(server, question, options);
    },
    resolve: async (name, type, options) => {
      const answer = await dns.resolve(name, type, options);
      asked.resolved.set(`${bare(name)} ${type}`, answerText(answer));
      return answer;
    },
  };
}

/** What an answer says, without where and when. */
export const answerText = (answer: Result<DnsResolution>): string =>
  answer.ok
    ? JSON.stringify([answer.value.rcode, answer.value.records, answer.value.chain, answer.value.zone])
    : answer.error.kind;

function notingWeb(outside: Outside, asked: Asked): Pick<Outside, 'http' | 'tls' | 'sockets'> {
  const { http, tls, sockets } = outside;
  return {
    http: {
      ...http,
      request: async (request) => {
        const { hostname, pathname } = new URL(request.url);
        asked.urls.add(`${hostname}${pathname}`);
        if (request.address === undefined) await noteAddresses(outside, asked, hostname);
        else asked.addresses.add(request.address);
        return http.request(request);
      },
    },
    tls: {
      extraRoots: tls.extraRoots,
      trustedRoots: () => tls.trustedRoots(),
      handshake: async (request) => {
        asked.shaken.add(request.serverName);
        asked.addresses.add(request.address);
        return tls.handshake(request);
      },
    },
    sockets: {
      connect: async (request) => {
        asked.ports.add(request.port);
        asked.addresses.add(request.address);
        return sockets.connect(request);
      },
      route: (to) => {
        asked.isUntold = true;
        return sockets.route(to);
      },
    },
  };
}

/** A host reached by its name is reached by its addresses. */
async function noteAddresses({ dns }: Outside, asked: Asked, host: string): Promise<void> {
  for (const type of ['A', 'AAAA'])
    asked.resolved.set(`${host} ${type}`, answerText(await dns.resolve(host, type)));
}

/** A door, or a manifest, with a note of what of it is used. */
const used = <T extends object>(value: T, note: (key: string) => void): T =>
  new Proxy(value, {
    get: (target, key) => {
      note(String(key));
      const own: unknown = Reflect.get(target, key);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });

const bare = (name: string): string => name.toLowerCase().replace(/\.$/u, '');

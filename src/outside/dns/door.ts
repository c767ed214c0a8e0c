import { randomBytes, randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { UserError } from '../../model/error.ts';
import type { DnsDoor, DnsExchange, DnsResolution, DnsRootHint } from '../../model/outside-dns.ts';
import type { Clock, Random, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { parseHints } from '../../protocols/dns/hints.ts';
import { domainName, plainName } from '../../protocols/dns/name.ts';
import { exchange, splitServer } from './exchange.ts';
import type { DnsRoute, ExchangeParts } from './exchange.ts';
import { race } from './race.ts';
import { resolveName } from './resolve.ts';
import type { FindOne } from './resolve.ts';
import { rootHints } from './root-hints.ts';
import { SharedWork } from './shared-work.ts';
import { Slots } from './slots.ts';
import { Walker } from './walker.ts';
import type { Found } from './walker.ts';

export interface DnsDoorOptions {
  readonly clock: Clock;
  /** Where queries really go (address maps, private networks). */
  readonly route: DnsRoute;
  /** Default: the system's cryptographic source. */
  readonly random?: Random;
  /** A hints file in named.root form; default the IANA roots. */
  readonly hintsText?: string;
  /** Ask these recursive resolvers (`address` or `address#port`) instead of walking. */
  readonly resolvers?: readonly string[];
  /** Sockets open at the same time. Default 128. */
  readonly maxSockets?: number;
}

const walkLimitMs = 12_000;
const walkTimeoutMs = 1_500;

/** The real DNS: exchanges with single servers, and resolution with a cache for this run. Dispose it to end all sockets. */
export function createDnsDoor(options: DnsDoorOptions): DnsDoor & AsyncDisposable {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const slots = new Slots(options.maxSockets ?? 128);
  const origin = originOf(options);
  const parts: ExchangeParts = {
    clock: options.clock,
    random: options.random ?? cryptoRandom,
    route: trusting(options.route, origin),
    closed: closing.signal,
    hold: (work) => slots.hold(work),
  };
  const walks = new SharedWork<DnsResolution>(closing.signal);
  const tied: ExchangeParts = { ...parts, isTied: true };
  const find = origin.kind === 'hints' ? walking(tied, origin.roots) : asking(tied, origin.servers);
  return {
    origin,
    exchange: async (server, question, asked = {}) =>
      isServer(server)
        ? exchange(parts, { server, question: { ...question, name: plainName(question.name) } }, asked)
        : failure('protocol', `${server.slice(0, 80)} is no server address`),
    resolve: async (text, type, asked = {}) => {
      const name = domainName(text);
      if (name === null) return failure('name-not-found', `${text.slice(0, 80)} is no domain name`);
      const work = (signal: AbortSignal): Promise<Result<DnsResolution>> =>
        limited(parts, signal, (inner) =>
          resolveName(
            { name, type: type.toUpperCase() },
            { ...parts, find: find(inner), isWalk: origin.kind === 'hints' },
          ),
        );
      return walks.do(`${name} ${type}`, work, asked.signal);
    },
    [Symbol.asyncDispose]: async () => closing.abort(),
  };
}

const cryptoRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  integer: (limit) => (limit <= 1 ? 0 : randomInt(limit)),
};

/** Throws UserError LR_HINTS or LR_RESOLVER for what the user gave and cannot be used. */
function originOf(options: DnsDoorOptions): DnsDoor['origin'] {
  const { resolvers = [], hintsText } = options;
  const bad = resolvers.find((server) => !isServer(server));
  if (bad !== undefined)
    throw new UserError('LR_RESOLVER', {
      what: `"${bad.slice(0, 80)}" is not the address of a resolver`,
      why: 'Resolvers are asked by IP address; a name would have to be resolved first.',
      todo: 'Write an IP address, with #port when it is not 53: --resolver 192.0.2.53#5353',
    });
  if (resolvers.length > 0) return { kind: 'resolver', servers: resolvers };
  if (hintsText === undefined) return { kind: 'hints', roots: rootHints };
  const parsed = parseHints(hintsText);
  if (parsed.ok) return { kind: 'hints', roots: parsed.roots };
  throw new UserError('LR_HINTS', {
    what: `the hints file cannot be used, line ${parsed.line}: ${parsed.problem}`,
    why: 'Every walk through the DNS starts at the root servers it names.',
    todo: 'Use the form of https://www.internic.net/domain/named.root: one NS line per root server and its A and AAAA lines.',
  });
}

const isServer = (server: string): boolean => {
  const { address, port } = splitServer(server);
  return /^[0-9a-f.:]+$/i.test(address) && Number.isInteger(port) && port > 0 && port < 65_536;
};

/** Servers the user named are asked wherever they are; only servers learned from the DNS have to be public (SEC-1). */
function trusting(route: DnsRoute, origin: DnsDoor['origin']): DnsRoute {
  const named = origin.kind === 'resolver' ? origin.servers : origin.roots.flatMap((root) => root.addresses);
  const trusted = new Set(named.map((server) => splitServer(server).address));
  return (to) => {
    const decided = route(to);
    return !decided.ok && decided.error.kind === 'forbidden' && trusted.has(to.address) ? ok(to) : decided;
  };
}

async function limited<T>(
  parts: ExchangeParts,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result<T>>,
): Promise<Result<T>> {
  using deadline = parts.clock.deadline(walkLimitMs, signal);
  setMaxListeners(0, deadline.signal);
  const result = await work(deadline.signal);
  const isOverdue = deadline.signal.aborted && !signal.aborted && !parts.closed.aborted;
  return !result.ok && result.error.kind === 'aborted' && isOverdue
    ? failure('timed-out', `no answer within ${walkLimitMs / 1000} s`)
    : result;
}

type FindWith = (signal: AbortSignal) => FindOne;

/** Walks from the roots. Equal questions to equal servers on the way are asked once. */
function walking(parts: ExchangeParts, roots: readonly DnsRootHint[]): FindWith {
  const asked = new SharedWork<DnsExchange>(parts.closed);
  const walker = new Walker(
    {
      clock: parts.clock,
      ask: async (server, question, signal) => {
        const key = `${server} ${question.name} ${question.type}`;
        const work = (inner: AbortSignal): Promise<Result<DnsExchange>> =>
          exchange(parts, { server, question }, { signal: inner, timeoutMs: walkTimeoutMs });
        const answer = await asked.do(key, work, signal);
        return answer.ok ? ok(answer.value.message) : answer;
      },
    },
    roots,
  );
  return (signal) => (name, type) =>
    walker.find(name, type, { signal, busy: new Set(), budget: { asked: 0 } });
}

/** Asks recursive resolvers, the first useful answer counts. */
function asking(parts: ExchangeParts, servers: readonly string[]): FindWith {
  return (signal) => async (name, type) => {
    const runners = servers.map((server) => async (stop: AbortSignal) => {
      const options = { signal: stop, isRecursionDesired: true, timeoutMs: 4_000 };
      const answer = await exchange(parts, { server, question: { name, type } }, options);
      if (!answer.ok) return { isGood: false as const, why: answer.error.message };
      const { message } = answer.value;
      const isUseful = message.rcode === 'NOERROR' || message.rcode === 'NXDOMAIN';
      if (!isUseful) return { isGood: false as const, why: `${server} answers ${message.rcode}` };
      const found: Found = { message, server, zone: '.' };
      return { isGood: true as const, value: found };
    });
    const { winner, failures } = await race(runners, { clock: parts.clock, signal });
    if (winner !== null) return ok(winner);
    return signal.aborted
      ? failure('aborted', `the query for ${name} was stopped`)
      : failure('dns-failure', `no resolver answers for ${name}: ${failures.slice(0, 3).join('; ')}`);
  };
}

import type { DnsMessage, DnsRootHint } from '../../model/outside-dns.ts';
import type { Clock, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { referralBelow } from '../../protocols/dns/chain.ts';
import { ancestors, isAtOrBelow } from '../../protocols/dns/name.ts';
import { cutFrom } from './cut.ts';
import type { Cut } from './cut.ts';
import { race } from './race.ts';
import type { Finish } from './race.ts';

/** Asks one server once; shared by all walks of a run. */
export type AskServer = (
  server: string,
  question: { readonly name: string; readonly type: string },
  signal: AbortSignal,
) => Promise<Result<DnsMessage>>;

export interface Found {
  readonly message: DnsMessage;
  readonly server: string;
  /** The zone whose servers were asked. */
  readonly zone: string;
}

/** One walk: what it may still spend, and which server names it is already looking up (so that circles end). */
export interface Walk {
  readonly signal: AbortSignal;
  readonly busy: ReadonlySet<string>;
  readonly budget: { asked: number };
}

const maxAsked = 200;
const maxReferrals = 24;
const maxNested = 5;

/** Walks from the root hints down to the servers of a name, remembering every zone cut it passes. */
export class Walker {
  private readonly cuts = new Map<string, Cut>();
  private readonly addresses = new Map<string, readonly string[]>();
  private readonly parts: { readonly clock: Clock; readonly ask: AskServer };

  constructor(parts: { readonly clock: Clock; readonly ask: AskServer }, roots: readonly DnsRootHint[]) {
    this.parts = parts;
    this.cuts.set('.', { zone: '.', servers: roots });
  }

  async find(name: string, type: string, walk: Walk): Promise<Result<Found>> {
    let cut = this.closest(name, type);
    for (let referrals = 0; referrals < maxReferrals; referrals += 1) {
      const answer = await this.askZone(cut, { name, type }, walk);
      if (!answer.ok) return answer;
      const below = referralBelow(answer.value.message, name, cut.zone);
      if (below === null) return answer;
      cut = cutFrom(answer.value.message, below, cut.zone);
      this.cuts.set(below, cut);
    }
    return failure('dns-failure', `${name} is delegated over more than ${maxReferrals} levels`);
  }

  /** DS records live on the parent's side of the cut (RFC 4035 section 2.4). */
  private closest(name: string, type: string): Cut {
    const candidates = type === 'DS' && name !== '.' ? ancestors(name) : [name, ...ancestors(name)];
    const known = candidates.find((zone) => this.cuts.has(zone)) ?? '.';
    return this.cuts.get(known) ?? { zone: '.', servers: [] };
  }

  private async askZone(
    cut: Cut,
    question: { name: string; type: string },
    walk: Walk,
  ): Promise<Result<Found>> {
    const given = cut.servers.flatMap((server) => server.addresses);
    const first = await this.askServers(given, { cut, question, walk });
    if (first.ok) return first;
    const missing = cut.servers
      .filter((server) => server.addresses.length === 0)
      .map((server) => server.name);
    const more = await this.lookUp(missing, walk);
    if (more.length === 0) return given.length > 0 ? first : noServers(cut, question.name);
    return this.askServers(more, { cut, question, walk });
  }

  private async askServers(
    servers: readonly string[],
    job: { readonly cut: Cut; readonly question: { name: string; type: string }; readonly walk: Walk },
  ): Promise<Result<Found>> {
    const { cut, question, walk } = job;
    if (servers.length === 0) return noServers(cut, question.name);
    const runners = [...new Set(servers)]
      .toSorted((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
      .map((server) => async (signal: AbortSignal): Promise<Finish<Found>> => {
        if (walk.budget.asked >= maxAsked) return { isGood: false, why: 'too many queries for one name' };
        walk.budget.asked += 1;
        const answer = await this.parts.ask(server, question, signal);
        if (!answer.ok) return { isGood: false, why: answer.error.message };
        const why = unfit(answer.value, question.name, cut.zone);
        return why === null
          ? { isGood: true, value: { message: answer.value, server, zone: cut.zone } }
          : { isGood: false, why: `${server} ${why}` };
      });
    const { winner, failures } = await race(runners, { clock: this.parts.clock, signal: walk.signal });
    if (winner !== null) return ok(winner);
    if (walk.signal.aborted) return failure('aborted', `the walk to ${question.name} was stopped`);
    const kind =
      failures.length > 0 && failures.every((why) => why.includes('did not answer'))
        ? 'timed-out'
        : 'dns-failure';
    return failure(
      kind,
      `no server of ${cut.zone} answers for ${question.name}: ${failures.slice(0, 3).join('; ')}`,
    );
  }

  /** Addresses of server names without usable glue, all names at once. */
  private async lookUp(names: readonly string[], walk: Walk): Promise<readonly string[]> {
    if (walk.busy.size >= maxNested) return [];
    const fresh = names.filter((name) => !walk.busy.has(name)).slice(0, 6);
    const each = await Promise.all(fresh.map((name) => this.addressesOf(name, walk)));
    return each.flat();
  }

  private async addressesOf(name: string, walk: Walk): Promise<readonly string[]> {
    const known = this.addresses.get(name);
    if (known !== undefined) return known;
    const inside: Walk = { ...walk, busy: new Set([...walk.busy, name]) };
    const each = await Promise.all(
      ['A', 'AAAA'].map(async (type) => {
        const found = await this.find(name, type, inside);
        if (!found.ok) return [];
        return found.value.message.answers
          .filter((r) => r.type === type && r.name === name)
          .map((r) => r.value);
      }),
    );
    const addresses = each.flat();
    if (addresses.length > 0) this.addresses.set(name, addresses);
    return addresses;
  }
}

const noServers = (cut: Cut, name: string): Result<never> =>
  failure('dns-failure', `no server of ${cut.zone} has an address, so ${name} cannot be resolved`);

/** Why an answer does not count: error codes, lame servers, upward referrals. Null when it does. */
function unfit(message: DnsMessage, name: string, zone: string): string | null {
  if (message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN') return `answers ${message.rcode}`;
  if (message.isAuthoritative) return null;
  if (referralBelow(message, name, zone) !== null) return null;
  const isAnswer = message.answers.some((record) => record.name === name);
  if (isAnswer) return null;
  const owner = message.authorities.find((record) => record.type === 'NS')?.name;
  return owner !== undefined && isAtOrBelow(zone, owner)
    ? `does not serve ${zone} (it refers to ${owner})`
    : `does not answer with authority for ${zone}`;
}

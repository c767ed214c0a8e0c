import type { DnsDoor, DnsExchange, DnsRecord, DnsResolution } from '../../../model/outside-dns.ts';
import type { Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { isAtOrBelow, plainName } from '../../../protocols/dns/name.ts';
import { tokens } from '../../../protocols/dns/presentation.ts';
import { difference } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import { recordsOf } from '../../../protocols/zone/records/record-set.ts';
import type { RecordSet } from '../../../protocols/zone/records/record-set.ts';
import { isServerKept, setsOf } from '../../../protocols/zone/records/resources.ts';

export interface PlannedZone {
  readonly zone: string;
  readonly before: Resources;
  readonly after: Resources;
}

/** The zone as it would be, for names the plan touches. What the edge answers for proxied names nobody can know beforehand. */
class ZonePreview {
  readonly zone: string;
  readonly #sets: readonly RecordSet[];
  /** Types the plan decides, by name; `*` where it decides whether the name exists at all. */
  readonly #decided = new Map<string, Set<string>>();
  /** Names whose addresses the edge answers. */
  readonly #hidden: ReadonlySet<string>;

  constructor({ zone, before, after }: PlannedZone) {
    this.zone = zone;
    this.#sets = setsOf(after);
    const old = setsOf(before);
    this.#hidden = new Set(
      [...old, ...this.#sets].flatMap((set) => (set.isProxied === true ? [set.name] : [])),
    );
    for (const { resource } of difference(before, after)) {
      const [, name, type] = /^rrset:(.*)\.\/([^/]+)$/.exec(resource) ?? [];
      if (name === undefined || type === undefined) continue;
      const types = this.#decided.get(name) ?? new Set<string>();
      // An alias answers for every type, and so does a name that comes or goes.
      const isWhole =
        type === 'CNAME' || ![old, this.#sets].every((sets) => sets.some((set) => set.name === name));
      this.#decided.set(name, types.add(type).add(isWhole ? '*' : type));
    }
  }

  /** The owner whose sets answer for a question: the name itself, or a wildcard above it (RFC 4592); null: ask the world. */
  ownerOf(name: string, type: string): string | null {
    if (!isAtOrBelow(name, this.zone) || this.#isDelegated(name) || isServerKept(type)) return null;
    if (this.#hidden.has(name) && addressTypes.has(type)) return null;
    if (this.#decides(name, type)) return name;
    const wild = `*.${name.slice(name.indexOf('.') + 1)}`;
    return this.#decides(wild, type) && !this.#sets.some((set) => set.name === name) ? wild : null;
  }

  #decides(name: string, type: string): boolean {
    const types = this.#decided.get(name);
    return types !== undefined && (types.has(type) || types.has('*'));
  }

  records(name: string, owner: string, type: string): readonly DnsRecord[] {
    const found = this.#sets.filter((set) => set.name === owner && (set.type === type || type === 'ANY'));
    return recordsOf(found).map((record) => ({ ...record, name, ...textsOf(record) }));
  }

  /** Empty non-terminals exist too (RFC 8020). */
  exists(owner: string): boolean {
    return this.#sets.some((set) => isAtOrBelow(set.name, owner));
  }

  #isDelegated(name: string): boolean {
    return this.#sets.some(
      (set) => set.type === 'NS' && set.name !== this.zone && isAtOrBelow(name, set.name),
    );
  }
}

const textsOf = ({ type, value }: DnsRecord): { readonly texts?: readonly string[] } =>
  type === 'TXT' || type === 'SPF' ? { texts: (tokens(value) ?? []).map(({ text }) => text) } : {};

const addressTypes = new Set(['A', 'AAAA', 'CNAME']);
const maxAliases = 12;

/** The DNS as it would be: names the plan touches are answered from the plan, everything else by the world. */
export function plannedDns(dns: DnsDoor, planned: PlannedZone): DnsDoor {
  const preview = new ZonePreview(planned);
  return {
    origin: dns.origin,
    resolve: (name, type, options) => resolve({ dns, preview, options }, plainName(name), type),
    exchange: async (server, question, options) => {
      const real = await dns.exchange(server, question, options);
      return real.ok ? ok(rewritten(real.value, preview)) : real;
    },
  };
}

interface Walk {
  readonly dns: DnsDoor;
  readonly preview: ZonePreview;
  readonly options: Parameters<DnsDoor['resolve']>[2];
}

async function resolve(
  { dns, preview, options }: Walk,
  asked: string,
  type: string,
): Promise<Result<DnsResolution>> {
  const chain: DnsRecord[] = [];
  let name = asked;
  for (let step = 0; step < maxAliases; step += 1) {
    const owner = preview.ownerOf(name, type);
    if (owner === null) {
      const real = await dns.resolve(name, type, options);
      if (!real.ok) return real;
      const turn = real.value.chain.findIndex(
        ({ value }) => preview.ownerOf(plainName(value), type) !== null,
      );
      if (turn < 0) return ok({ ...real.value, name: asked, chain: [...chain, ...real.value.chain] });
      chain.push(...real.value.chain.slice(0, turn + 1));
    } else {
      const [alias] = type === 'CNAME' ? [] : preview.records(name, owner, 'CNAME');
      if (alias === undefined)
        return plannedAnswer({ dns, preview, options }, { asked, name, owner, type, chain });
      chain.push(alias);
    }
    name = plainName(chain.at(-1)?.value ?? name);
  }
  return failure('dns-failure', `${asked} leads through more than ${maxAliases} aliases`);
}

interface Asked {
  readonly asked: string;
  readonly name: string;
  readonly owner: string;
  readonly type: string;
  readonly chain: readonly DnsRecord[];
}

async function plannedAnswer({ dns, preview, options }: Walk, at: Asked): Promise<Result<DnsResolution>> {
  const records = preview.records(at.name, at.owner, at.type);
  const soa = await dns.resolve(preview.zone, 'SOA', options);
  return ok({
    name: at.asked,
    type: at.type,
    rcode: records.length > 0 || preview.exists(at.owner) ? 'NOERROR' : 'NXDOMAIN',
    records,
    chain: at.chain,
    authorities: records.length === 0 && soa.ok ? soa.value.records : [],
    zone: preview.zone,
    server: soa.ok ? soa.value.server : 'planned',
    tookMs: 0,
  });
}

/** One server's answer, with the sets of touched names exchanged; referrals of the parent stay as they are. */
function rewritten(exchange: DnsExchange, preview: ZonePreview): DnsExchange {
  const { message } = exchange;
  const question = message.question;
  if (question === null || !message.isAuthoritative) return exchange;
  const asked = plainName(question.name);
  const answers: DnsRecord[] = [];
  let [name, rcode, isTouched] = [asked, message.rcode, false];
  for (let step = 0; step < maxAliases; step += 1) {
    const owner = preview.ownerOf(name, question.type);
    if (owner === null) {
      answers.push(...message.answers.filter((record) => record.name === name));
    } else {
      isTouched = true;
      const [alias] = question.type === 'CNAME' ? [] : preview.records(name, owner, 'CNAME');
      answers.push(...(alias === undefined ? preview.records(name, owner, question.type) : [alias]));
      rcode = preview.exists(owner) ? 'NOERROR' : 'NXDOMAIN';
    }
    const last = answers.at(-1);
    if (last?.type !== 'CNAME' || question.type === 'CNAME') break;
    name = plainName(last.value);
  }
  if (!isTouched) return exchange;
  const soa = message.authorities.filter(({ type }) => type === 'SOA');
  const authorities = answers.length === 0 ? soa : message.authorities.filter(({ type }) => type !== 'SOA');
  return { ...exchange, message: { ...message, rcode, answers, authorities } };
}

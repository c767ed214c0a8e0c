import { ancestors, isAtOrBelow, isBelow, labelsOf, plainName } from '../../protocols/dns/name.ts';
import { coveringNsec, nsecOf } from './denial.ts';
import type { RecordSet, ZoneIndex } from './zone-index.ts';
import { setOf } from './zone-index.ts';

/** A record set on its way out, with the zone that signs it. */
export interface AnswerSet {
  readonly set: RecordSet;
  readonly zone: ZoneIndex;
  /** Owner the signature is made over: the wildcard for synthesised names (RFC 4035 section 3.1.3.3). */
  readonly signedAs: string;
  readonly isSigned: boolean;
}

export interface Answer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'REFUSED';
  readonly isAuthoritative: boolean;
  readonly answers: readonly AnswerSet[];
  readonly authorities: readonly AnswerSet[];
  readonly additionals: readonly AnswerSet[];
}

const maxAliases = 8;
const refused: Answer = {
  rcode: 'REFUSED',
  isAuthoritative: false,
  answers: [],
  authorities: [],
  additionals: [],
};

/** What an authoritative server with these zones says (RFC 1034 section 4.3.2, RFC 4592, RFC 6672, RFC 4035 section 3.1). Pure. */
export function answerFrom(zones: readonly ZoneIndex[], name: string, type: string): Answer {
  const zone = zoneFor(zones, name, type);
  if (zone === undefined) return refused;
  let answer = lookUp(zone, name, type);
  for (let hop = 0; hop < maxAliases; hop += 1) {
    const target = aliasOf(answer, type);
    const next = target === null ? undefined : zoneFor(zones, target, type);
    if (target === null || next === undefined) break;
    answer = joined(answer, lookUp(next, target, type));
  }
  return answer;
}

/** The deepest zone that holds the name; the parent side for DS (RFC 4035 section 3.1.4.1). */
function zoneFor(zones: readonly ZoneIndex[], name: string, type: string): ZoneIndex | undefined {
  const holding = zones
    .filter((index) => isAtOrBelow(name, index.zone.name))
    .toSorted((a, b) => labelsOf(b.zone.name).length - labelsOf(a.zone.name).length);
  const above = holding.find((index) => index.zone.name !== name);
  return type === 'DS' ? (above ?? holding[0]) : holding[0];
}

function lookUp(zone: ZoneIndex, name: string, type: string): Answer {
  const referral = referralFor(zone, name, type);
  if (referral !== null) return referral;
  const renamed = renamedBy(zone, name);
  if (renamed !== null) return renamed;
  if (zone.names.has(name)) return fromNode(zone, { owner: name, source: name, type });
  const encloser = ancestors(name).find((above) => zone.names.has(above)) ?? zone.zone.name;
  const wildcard = encloser === '.' ? '*' : `*.${encloser}`;
  if (!zone.names.has(wildcard)) return negative(zone, 'NXDOMAIN', coveringNsec(zone, [name, wildcard]));
  const answer = fromNode(zone, { owner: name, source: wildcard, type });
  return { ...answer, authorities: [...answer.authorities, ...coveringNsec(zone, [name])] };
}

interface NodeQuestion {
  readonly owner: string;
  readonly source: string;
  readonly type: string;
}

function fromNode(zone: ZoneIndex, { owner, source, type }: NodeQuestion): Answer {
  const types = zone.sets.get(source);
  const found =
    type === 'ANY'
      ? [...(types?.values() ?? [])]
      : [types?.get(type) ?? types?.get('CNAME')].filter((set) => set !== undefined);
  if (found.length === 0) {
    const proof = nsecOf(zone, source);
    return negative(zone, 'NOERROR', proof === null ? coveringNsec(zone, [source]) : [proof]);
  }
  return {
    rcode: 'NOERROR',
    isAuthoritative: true,
    answers: found.map((set) => ({ set: { ...set, name: owner }, zone, signedAs: source, isSigned: true })),
    authorities: [],
    additionals: found.flatMap((set) => addressesFor(zone, set)),
  };
}

function referralFor(zone: ZoneIndex, name: string, type: string): Answer | null {
  const cut = [...ancestors(name).toReversed(), name].find(
    (above) =>
      isBelow(above, zone.zone.name) &&
      setOf(zone, above, 'NS') !== undefined &&
      !(type === 'DS' && above === name),
  );
  const servers = cut === undefined ? undefined : setOf(zone, cut, 'NS');
  if (cut === undefined || servers === undefined) return null;
  const ds = setOf(zone, cut, 'DS');
  const proof = nsecOf(zone, cut);
  const signedPart = ds === undefined ? (proof === null ? [] : [proof]) : [plainSet(zone, ds)];
  return {
    rcode: 'NOERROR',
    isAuthoritative: false,
    answers: [],
    authorities: [{ ...plainSet(zone, servers), isSigned: false }, ...signedPart],
    additionals: addressesFor(zone, servers).map((set) => ({ ...set, isSigned: false })),
  };
}

/** RFC 6672: everything below a DNAME owner is renamed; the CNAME is made up and carries no signature. */
function renamedBy(zone: ZoneIndex, name: string): Answer | null {
  const owner = ancestors(name).find((above) => setOf(zone, above, 'DNAME') !== undefined);
  const set = owner === undefined ? undefined : setOf(zone, owner, 'DNAME');
  if (owner === undefined || set === undefined) return null;
  const target = `${name.slice(0, -owner.length)}${set.values[0] ?? '.'}`;
  const alias: RecordSet = { name, type: 'CNAME', ttlSeconds: set.ttlSeconds, values: [target] };
  return {
    rcode: 'NOERROR',
    isAuthoritative: true,
    answers: [plainSet(zone, set), { ...plainSet(zone, alias), isSigned: false }],
    authorities: [],
    additionals: [],
  };
}

function negative(zone: ZoneIndex, rcode: 'NOERROR' | 'NXDOMAIN', proofs: readonly AnswerSet[]): Answer {
  const soa = setOf(zone, zone.zone.name, 'SOA');
  const minimum = Number(soa?.values[0]?.split(' ').at(-1) ?? 0);
  const authorities =
    soa === undefined ? [] : [plainSet(zone, { ...soa, ttlSeconds: Math.min(soa.ttlSeconds, minimum) })];
  return {
    rcode,
    isAuthoritative: true,
    answers: [],
    authorities: [...authorities, ...proofs],
    additionals: [],
  };
}

function aliasOf(answer: Answer, type: string): string | null {
  const last = answer.answers.at(-1);
  if (last === undefined || last.set.type !== 'CNAME' || type === 'CNAME' || type === 'ANY') return null;
  return plainName(last.set.values[0] ?? '.');
}

const joined = (first: Answer, second: Answer): Answer => ({
  ...second,
  isAuthoritative: first.isAuthoritative,
  answers: [...first.answers, ...second.answers],
  authorities: [...first.authorities, ...second.authorities],
});

const plainSet = (zone: ZoneIndex, set: RecordSet): AnswerSet => ({
  set,
  zone,
  signedAs: set.name,
  isSigned: true,
});

function addressesFor(zone: ZoneIndex, set: RecordSet): readonly AnswerSet[] {
  if (set.type !== 'NS' && set.type !== 'MX') return [];
  return set.values
    .map((value) => plainName(value.split(' ').at(-1) ?? '.'))
    .flatMap((name) => ['A', 'AAAA'].map((type) => setOf(zone, name, type)))
    .filter((found) => found !== undefined)
    .map((found) => plainSet(zone, found));
}

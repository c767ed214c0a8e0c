import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { labelsOf, lastLabels } from '../name.ts';
import { ask, together } from './interview.ts';
import type { Answer, Asking } from './interview.ts';
import { lookupAddresses } from './lookup.ts';
import { answersOf, glueOf, referralZone, serverNames, unique } from './sections.ts';
import { isAuthoritative, once } from './session.ts';
import type { Session } from './session.ts';

/** What one server says about the zone under test, seen from the zone it serves. */
export type ParentView =
  | 'soa'
  | 'delegation'
  | 'nxdomain'
  | 'cname'
  | 'cnameReferral'
  | 'dname'
  | 'nodata'
  | 'error';

export interface ParentFinding {
  readonly view: ParentView;
  readonly address: string;
  /** The parent zone as this server sees it. */
  readonly parent: string;
  /** DNAME target, or the name and type that went wrong. */
  readonly about?: string;
}

export interface ParentWalk {
  readonly findings: readonly ParentFinding[];
  /** Server names known for each address. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

interface Server {
  readonly name: string;
  readonly address: string;
  readonly zone: string;
}

const maxServers = 512;

/**
 * Walks every branch from the roots to the zone, asking SOA and NS on each level, so that contradictions between
 * servers come to light (Zonemaster Basic01 and MethodsV2; RFC 9156 with SOA as the query type). With `isThorough` it goes
 * on past an NXDOMAIN above the zone.
 */
export const walkToParent = (session: Session, isThorough: boolean): Asking<ParentWalk> =>
  once(session, `parent walk ${isThorough}`, () => walk(session, isThorough));

function* walk(session: Session, isThorough: boolean): Asking<ParentWalk> {
  const findings: ParentFinding[] = [];
  const handled = new Set<string>();
  const names = new Map<string, readonly string[]>();
  let remaining: readonly Server[] = session.roots.flatMap(({ name, addresses }) =>
    addresses.map((address) => ({ name, address, zone: '.' })),
  );
  while (remaining.length > 0 && handled.size < maxServers) {
    const fresh: Server[] = [];
    for (const server of remaining) {
      names.set(server.address, unique([...(names.get(server.address) ?? []), server.name]));
      const key = `${server.address} ${server.zone}`;
      if (!handled.has(key)) fresh.push(server);
      handled.add(key);
    }
    const visits = yield* together(fresh.map((server) => visit(session, server, isThorough)));
    findings.push(...visits.flatMap((each) => each.findings));
    remaining = visits.flatMap((each) => each.further);
  }
  return { findings, names };
}

interface Visit {
  readonly findings: readonly ParentFinding[];
  readonly further: readonly Server[];
}

interface Step {
  readonly finding?: ParentFinding;
  readonly further?: readonly Server[];
  /** The server turned out to serve this zone too. */
  readonly zone?: string;
  readonly isDone: boolean;
}

function* visit(session: Session, server: Server, isThorough: boolean): Asking<Visit> {
  const apex = yield* apexServers(session, server, true);
  if (apex === null) return { findings: [failed(server, server.zone)], further: [] };
  const further = [...apex];
  let at = server;
  for (let count = labelsOf(server.zone).length + 1; count <= labelsOf(session.zone).length; count += 1) {
    const step = yield* intermediate(session, at, { name: lastLabels(session.zone, count), isThorough });
    further.push(...(step.further ?? []));
    if (step.zone !== undefined) at = { ...at, zone: step.zone };
    if (step.isDone) return { findings: step.finding === undefined ? [] : [step.finding], further };
  }
  return { findings: [], further };
}

/** The servers a zone names at its own apex; null when the server does not serve it properly. */
function* apexServers(
  session: Session,
  server: Server,
  checksSoa: boolean,
): Asking<readonly Server[] | null> {
  const { address, zone } = server;
  if (checksSoa) {
    const soa = yield* ask({ server: address, name: zone, type: 'SOA' });
    if (!isAuthoritative(soa) || soaCount(soa.answers, zone) !== 1) return null;
  }
  const ns = yield* ask({ server: address, name: zone, type: 'NS' });
  const records = isAuthoritative(ns) ? ns.answers.filter((record) => record.type === 'NS') : [];
  if (ns === null || records.length === 0 || records.some((record) => record.name !== zone)) return null;
  return yield* withAddresses(session, { message: ns, names: serverNames(records), zone });
}

function* withAddresses(
  session: Session,
  found: { readonly message: DnsMessage; readonly names: readonly string[]; readonly zone: string },
): Asking<readonly Server[]> {
  const each = yield* together(
    found.names.map(function* (name) {
      const glue = glueOf(found.message, name);
      const addresses = glue.length > 0 ? glue : yield* lookupAddresses(session, name);
      return addresses.map((address) => ({ name, address, zone: found.zone }));
    }),
  );
  return each.flat();
}

const soaCount = (answers: readonly DnsRecord[], name: string): number => {
  const all = answers.filter((record) => record.type === 'SOA');
  return all.every((record) => record.name === name) ? all.length : 0;
};

const failed = (server: Server, name: string): ParentFinding => ({
  view: 'error',
  address: server.address,
  parent: server.zone,
  about: name,
});

const done = (server: Server, view: ParentView, about?: string): Step => ({
  isDone: true,
  finding: { view, address: server.address, parent: server.zone, ...(about === undefined ? {} : { about }) },
});

interface Place {
  readonly name: string;
  readonly isThorough: boolean;
}

/** One label further down on the same server. */
function* intermediate(session: Session, server: Server, place: Place): Asking<Step> {
  const { name } = place;
  const isChild = name === session.zone;
  const answer = yield* ask({ server: server.address, name, type: 'SOA' });
  if (answer === null) return { isDone: true, finding: failed(server, name) };
  if (isAuthoritative(answer) && soaCount(answer.answers, name) === 1) {
    if (isChild) return done(server, 'soa');
    const further = yield* apexServers(session, { ...server, zone: name }, false);
    return further === null
      ? { isDone: true, finding: failed(server, name) }
      : { isDone: false, zone: name, further };
  }
  if (answer.rcode === 'NXDOMAIN' && answer.isAuthoritative)
    return place.isThorough && !isChild ? { isDone: false } : done(server, 'nxdomain');
  if (referralZone(answer) === name) {
    if (isChild) return done(server, 'delegation');
    const names = serverNames(answer.authorities);
    return { isDone: true, further: yield* withAddresses(session, { message: answer, names, zone: name }) };
  }
  if (isAuthoritative(answer)) return isChild ? yield* dataOf(session, server, answer) : { isDone: false };
  if (referralZone(answer) !== null && aliasOf(answer, session.zone) !== undefined)
    return done(server, 'cnameReferral');
  return { isDone: true, finding: failed(server, name) };
}

const aliasOf = (answer: DnsMessage, name: string): DnsRecord | undefined =>
  answersOf(answer, name, 'CNAME')[0];

/** NOERROR without a zone: an alias, a DNAME, or nothing. */
function* dataOf(session: Session, server: Server, answer: DnsMessage): Asking<Step> {
  if (aliasOf(answer, session.zone) !== undefined) return done(server, 'cname');
  const dname: Answer = yield* ask({ server: server.address, name: session.zone, type: 'DNAME' });
  const record = isAuthoritative(dname) ? answersOf(dname, session.zone, 'DNAME')[0] : undefined;
  return record === undefined ? done(server, 'nodata') : done(server, 'dname', record.value);
}

import { parentOf } from '../name.ts';
import { askEach } from './lookup.ts';
import { delegationServers } from './name-servers.ts';
import { walkToParent } from './parent.ts';
import type { ParentFinding, ParentView } from './parent.ts';
import type { Asking } from './interview.ts';
import { answersOf, unique } from './sections.ts';
import type { Note, Session, ZoneTest } from './session.ts';

/** Is there a parent, does it delegate, and do all its servers say the same (Zonemaster Basic01)? */
export const basic01: ZoneTest = function* (session) {
  const { zone } = session;
  if (zone === '.') return [{ tag: 'B01_CHILD_FOUND', about: zone }, { tag: 'B01_ROOT_HAS_NO_PARENT' }];
  if (session.undelegated !== undefined)
    return [{ tag: 'B01_CHILD_FOUND', about: zone }, { tag: 'B01_PARENT_DISREGARDED' }];
  const { findings } = yield* walkToParent(session, false);
  const errors = findings.filter((finding) => finding.view === 'error');
  const found = findings.filter((finding) => finding.view !== 'error');
  return [
    ...errors.map((each) => ({
      tag: 'B01_SERVER_ZONE_ERROR',
      servers: [each.address],
      about: each.about ?? zone,
    })),
    ...parentNotes(found),
    ...childNotes(session, found),
    ...aliasNotes(found),
  ];
};

function parentNotes(found: readonly ParentFinding[]): readonly Note[] {
  const parents = unique(found.map((finding) => finding.parent));
  if (parents.length === 0) return [{ tag: 'B01_PARENT_NOT_FOUND' }];
  const notes: Note[] = parents.map((parent) => ({
    tag: 'B01_PARENT_FOUND',
    about: parent,
    servers: addressesOf(found.filter((finding) => finding.parent === parent)),
  }));
  if (parents.length > 1) notes.push({ tag: 'B01_PARENT_UNDETERMINED', servers: addressesOf(found) });
  return notes;
}

const isChild: ReadonlySet<ParentView> = new Set(['soa', 'delegation']);

function childNotes(session: Session, found: readonly ParentFinding[]): readonly Note[] {
  const { zone } = session;
  if (!found.some((finding) => isChild.has(finding.view)))
    return [{ tag: 'B01_NO_CHILD', about: `${zone}, try ${parentOf(zone) ?? '.'}` }];
  const against = found.filter((finding) => !isChild.has(finding.view));
  const notes: Note[] = [{ tag: 'B01_CHILD_FOUND', about: zone }];
  if (against.length > 0)
    notes.push({ tag: 'B01_INCONSISTENT_DELEGATION', about: zone, servers: addressesOf(against) });
  return notes;
}

function aliasNotes(found: readonly ParentFinding[]): readonly Note[] {
  const aliases = found.filter((finding) => finding.view === 'dname');
  const targets = unique(aliases.map((finding) => finding.about ?? ''));
  const notes: Note[] = targets.map((target) => ({
    tag: 'B01_CHILD_IS_ALIAS',
    about: target,
    servers: addressesOf(aliases.filter((finding) => finding.about === target)),
  }));
  if (targets.length > 1) notes.push({ tag: 'B01_INCONSISTENT_ALIAS' });
  return notes;
}

const addressesOf = (findings: readonly ParentFinding[]): readonly string[] =>
  unique(findings.map((finding) => finding.address));

/** Does at least one delegated server answer with authority (Zonemaster Basic02)? */
export const basic02: ZoneTest = function* (session): Asking<readonly Note[]> {
  const { zone } = session;
  const servers = yield* delegationServers(session);
  if (servers === null || servers.size === 0) return [{ tag: 'B02_NO_DELEGATION', about: zone }];
  const answers = yield* askEach([...servers.values()].flat(), { name: zone, type: 'SOA' });
  const working: string[] = [];
  const faults: Note[] = [];
  for (const [name, addresses] of servers) {
    if (addresses.length === 0) faults.push({ tag: 'B02_NS_NO_IP_ADDR', about: name });
    for (const address of addresses) {
      const pair = [`${name}/${address}`];
      const answer = answers.get(address) ?? null;
      if (answer === null) faults.push({ tag: 'B02_NS_NO_RESPONSE', servers: pair });
      else if (answer.rcode !== 'NOERROR')
        faults.push({ tag: 'B02_UNEXPECTED_RCODE', servers: pair, about: answer.rcode });
      else if (!answer.isAuthoritative) faults.push({ tag: 'B02_NS_NOT_AUTH', servers: pair });
      else if (answersOf(answer, zone, 'SOA').length > 0) working.push(...pair);
      else faults.push({ tag: 'B02_NS_BROKEN', servers: pair });
    }
  }
  return working.length > 0
    ? [{ tag: 'B02_AUTH_RESPONSE_SOA', servers: working }]
    : [{ tag: 'B02_NO_WORKING_NS', about: zone }, ...faults];
};

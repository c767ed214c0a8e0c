import { soaOf } from '../rdata.ts';
import { askEach } from './lookup.ts';
import { addressesIn, allServers, labelled } from './name-servers.ts';
import type { Asking } from './interview.ts';
import type { Soa } from '../rdata.ts';
import { once } from './session.ts';
import type { Note, ServerSet, Session, ZoneTest } from './session.ts';

/** What each server says in its SOA; the reasons where it says none. */
export interface SoaView {
  readonly servers: ServerSet;
  readonly soas: ReadonlyMap<string, Soa>;
  readonly silent: readonly string[];
  readonly without: readonly string[];
}

export const soaView = (session: Session): Asking<SoaView> =>
  once(session, 'soa view', function* () {
    const servers = yield* allServers(session);
    const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'SOA' });
    const soas = new Map<string, Soa>();
    const silent: string[] = [];
    const without: string[] = [];
    for (const [address, answer] of answers) {
      const record = answer?.answers.find((each) => each.type === 'SOA' && each.name === session.zone);
      const soa = record === undefined ? null : soaOf(record);
      if (answer === null) silent.push(address);
      else if (soa === null) without.push(address);
      else soas.set(address, soa);
    }
    return { servers, soas, silent, without };
  });

interface Comparison {
  readonly one: string;
  readonly many: string;
  readonly value: (soa: Soa) => string;
}

/** All servers give the same value in one part of the SOA (RFC 1034 section 4.3.5). */
const compared = ({ one, many, value }: Comparison): ZoneTest =>
  function* (session) {
    const view = yield* soaView(session);
    const pairs = (addresses: Iterable<string>): readonly string[] => labelled(view.servers, addresses);
    const notes: Note[] = [];
    if (view.silent.length > 0) notes.push({ tag: 'NO_RESPONSE', servers: pairs(view.silent) });
    if (view.without.length > 0) notes.push({ tag: 'NO_RESPONSE_SOA_QUERY', servers: pairs(view.without) });
    const groups = Map.groupBy([...view.soas], ([, soa]) => value(soa));
    for (const [about, members] of groups)
      notes.push({
        tag: groups.size === 1 ? one : many,
        about,
        servers: pairs(members.map(([address]) => address)),
      });
    return notes;
  };

/** Serial numbers (Zonemaster Consistency01). */
export const consistency01 = compared({
  one: 'ONE_SOA_SERIAL',
  many: 'MULTIPLE_SOA_SERIALS',
  value: (soa) => String(soa.serial),
});
/** Mailbox (Zonemaster Consistency02). */
export const consistency02 = compared({
  one: 'ONE_SOA_RNAME',
  many: 'MULTIPLE_SOA_RNAMES',
  value: (soa) => soa.mailbox,
});
/** Timers (Zonemaster Consistency03). */
export const consistency03 = compared({
  one: 'ONE_SOA_TIME_PARAMETER_SET',
  many: 'MULTIPLE_SOA_TIME_PARAMETER_SET',
  value: (soa) =>
    `refresh=${soa.refreshSeconds}, retry=${soa.retrySeconds}, expire=${soa.expireSeconds}, minimum=${soa.minimumSeconds}`,
});
/** Primary server (Zonemaster Consistency06). */
export const consistency06 = compared({
  one: 'ONE_SOA_MNAME',
  many: 'MULTIPLE_SOA_MNAMES',
  value: (soa) => soa.primary,
});

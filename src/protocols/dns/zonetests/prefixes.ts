import { addressBytes, isWithin, parsePrefix, reverseNameOf } from '../address.ts';
import type { Prefix } from '../address.ts';
import { together } from './interview.ts';
import type { Asking } from './interview.ts';
import { lookup } from './lookup.ts';
import { allServers, labelled } from './name-servers.ts';
import { unique } from './sections.ts';
import type { Note, Session, ZoneTest } from './session.ts';

const defaultPrefixZone = 'asnlookup.zonemaster.net';

/** Name servers are announced in different IP prefixes (Zonemaster Connectivity04, RFC 2182 section 3.1). */
export const connectivity04: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const addresses = unique([...servers.values()].flat());
  const found = yield* together(addresses.map((address) => announcedPrefix(session, address)));
  const notes: Note[] = [];
  const placed: { readonly address: string; readonly prefix: string }[] = [];
  for (const [i, address] of addresses.entries()) {
    const result = found[i];
    if (result === undefined || 'tag' in result) notes.push({ tag: result?.tag ?? '', about: address });
    else placed.push({ address, prefix: result.prefix });
  }
  for (const family of [4, 6] as const) {
    const members = placed.filter(({ address }) => (addressBytes(address)?.length === 4 ? 4 : 6) === family);
    notes.push(...diversity(family, members, (ips) => labelled(servers, ips)));
  }
  return notes;
};

type Found = { readonly prefix: string } | { readonly tag: string };

/** Team Cymru's TXT form: `AS | prefix | country | registry | date`; the most specific prefix counts. */
function* announcedPrefix(session: Session, address: string): Asking<Found> {
  const reverse = reverseNameOf(address) ?? '.';
  const [family, label] = reverse.endsWith('.in-addr.arpa')
    ? ['.in-addr.arpa', 'origin']
    : ['.ip6.arpa', 'origin6'];
  const name = `${reverse.slice(0, -family.length)}.${label}.${session.prefixZone ?? defaultPrefixZone}`;
  const answer = yield* lookup(session, name, 'TXT');
  // An alias to nowhere is a broken entry, not a missing one: the code speaks of its target (RFC 6604 section 2).
  const isAlias = answer?.answers.some((record) => record.type === 'CNAME') === true;
  const isEmpty = answer !== null && !answer.answers.some((record) => record.type === 'TXT');
  if (answer === null || (isAlias && isEmpty)) return { tag: 'CN04_ERROR_PREFIX_DATABASE' };
  if (answer.rcode === 'NXDOMAIN') return { tag: 'CN04_EMPTY_PREFIX_SET' };
  const texts = answer.answers
    .filter((record) => record.type === 'TXT')
    .map((record) => (record.texts ?? []).join(''));
  if (answer.rcode === 'NOERROR' && texts.length === 0) return { tag: 'CN04_EMPTY_PREFIX_SET' };
  const bytes = addressBytes(address) ?? new Uint8Array();
  const fields = texts.flatMap((text) =>
    /^\d+(?: \d+)*$/.test(text.split('|')[0]?.trim() ?? '') ? [text.split('|')[1]?.trim() ?? ''] : [],
  );
  const prefixes = fields
    .flatMap((text): readonly { text: string; prefix: Prefix }[] => {
      const prefix = parsePrefix(text);
      return prefix === null || !isWithin(bytes, prefix) ? [] : [{ text, prefix }];
    })
    .toSorted((a, b) => b.prefix.bits - a.prefix.bits);
  return prefixes[0] === undefined ? { tag: 'CN04_ERROR_PREFIX_DATABASE' } : { prefix: prefixes[0].text };
}

function diversity(
  family: 4 | 6,
  members: readonly { readonly address: string; readonly prefix: string }[],
  pairsOf: (addresses: readonly string[]) => readonly string[],
): readonly Note[] {
  const groups = Map.groupBy(members, (member) => member.prefix);
  const addressesOf = (group: typeof members): readonly string[] =>
    pairsOf(group.map((each) => each.address));
  const same = [...groups].filter(([, group]) => group.length > 1);
  const single = [...groups.values()].filter((group) => group.length === 1).flat();
  const notes: Note[] = same.map(([prefix, group]) => ({
    tag: `CN04_IPV${family}_SAME_PREFIX`,
    about: prefix,
    servers: addressesOf(group),
  }));
  if (single.length > 0)
    notes.push({ tag: `CN04_IPV${family}_DIFFERENT_PREFIX`, servers: addressesOf(single) });
  if (groups.size === 1)
    notes.push({ tag: `CN04_IPV${family}_SINGLE_PREFIX`, servers: addressesOf(members) });
  return notes;
}

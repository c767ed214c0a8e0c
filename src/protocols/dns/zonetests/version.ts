import { askEach } from './lookup.ts';
import { addressesIn, allServers, labelled } from './name-servers.ts';
import type { Note, ZoneTest } from './session.ts';

const questions = ['version.bind', 'version.server'];

/** Servers keep the name and version of their software to themselves (Zonemaster Nameserver15, RFC 4892). */
export const nameserver15: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const first = yield* askEach(addressesIn(servers), { name: session.zone, type: 'SOA' });
  const alive = [...first].filter(([, answer]) => answer !== null).map(([address]) => address);
  const revealed: { readonly address: string; readonly text: string }[] = [];
  const wrongClass = new Set<string>();
  const notes: Note[] = [];
  for (const name of questions) {
    const answers = yield* askEach(alive, { name, type: 'TXT', class: 'CH' });
    const failed: string[] = [];
    for (const [address, answer] of answers) {
      if (answer === null || answer.rcode === 'SERVFAIL') {
        failed.push(address);
        continue;
      }
      const records = answer.answers.filter((record) => record.type === 'TXT' && record.name === name);
      if (records.some((record) => record.class !== 'CH')) wrongClass.add(address);
      const texts = records
        .map((record) => (record.texts ?? []).join('').trim())
        .filter((text) => text !== '');
      revealed.push(...texts.map((text) => ({ address, text: `${name} "${text}"` })));
    }
    if (failed.length > 0)
      notes.push({ tag: 'N15_ERROR_ON_VERSION_QUERY', about: name, servers: labelled(servers, failed) });
  }
  for (const [about, members] of Map.groupBy(revealed, (each) => each.text))
    notes.push({
      tag: 'N15_SOFTWARE_VERSION',
      about,
      servers: labelled(
        servers,
        members.map((m) => m.address),
      ),
    });
  const quiet = alive.filter((address) => !revealed.some((each) => each.address === address));
  if (quiet.length > 0) notes.push({ tag: 'N15_NO_VERSION_REVEALED', servers: labelled(servers, quiet) });
  if (wrongClass.size > 0) notes.push({ tag: 'N15_WRONG_CLASS', servers: labelled(servers, wrongClass) });
  return notes;
};

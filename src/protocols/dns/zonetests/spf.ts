import { askEach } from './lookup.ts';
import { addressesIn, allServers, labelled } from './name-servers.ts';
import { isArpa, isRoot, isTopLevel } from './mail.ts';
import { answersOf } from './sections.ts';
import { isAuthoritative } from './session.ts';
import type { Note, ZoneTest } from './session.ts';
import { parseSpf, selectSpf } from '../../mail/spf/record.ts';

/** The zone's own SPF policy: one, the same everywhere, well formed (Zonemaster Zone11, RFC 7208 sections 3 and 4.5). */
export const zone11: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'TXT' });
  const policies = new Map<string, readonly string[]>();
  for (const [address, answer] of answers) {
    if (!isAuthoritative(answer)) continue;
    const texts = answersOf(answer, session.zone, 'TXT').map((record) => (record.texts ?? []).join(''));
    policies.set(
      address,
      selectSpf(texts)
        .map((text) => text.toLowerCase())
        .toSorted(),
    );
  }
  if (policies.size === 0) return [{ tag: 'Z11_UNABLE_TO_CHECK_FOR_SPF' }];
  const groups = Map.groupBy([...policies], ([, texts]) => texts.join('\n'));
  const pairsOf = (members: readonly (readonly [string, unknown])[]): readonly string[] =>
    labelled(
      servers,
      members.map(([address]) => address),
    );
  if (groups.size > 1)
    return [
      { tag: 'Z11_INCONSISTENT_SPF_POLICIES' },
      ...[...groups.values()].map((members) => ({
        tag: 'Z11_DIFFERENT_SPF_POLICIES_FOUND',
        servers: pairsOf(members),
      })),
    ];
  const [texts = []] = policies.values();
  return [{ ...judged(session.zone, texts), servers: pairsOf([...policies]) }];
};

/** Root, top-level and arpa zones are no mail domains: only a policy that forbids all mail fits them. */
function judged(zone: string, texts: readonly string[]): Note {
  const isMailDomain = !isRoot(zone) && !isTopLevel(zone) && !isArpa(zone);
  const [policy] = texts;
  if (policy === undefined) return { tag: isMailDomain ? 'Z11_NO_SPF_FOUND' : 'Z11_NO_SPF_NON_MAIL_DOMAIN' };
  if (texts.length > 1) return { tag: 'Z11_SPF_MULTIPLE_RECORDS', about: texts.join(' | ') };
  if (parseSpf(policy).errors.length > 0) return { tag: 'Z11_SPF_SYNTAX_ERROR', about: policy };
  if (isMailDomain) return { tag: 'Z11_SPF_SYNTAX_OK', about: policy };
  const isNull = /^v=spf1 +-all *$/.test(policy);
  return { tag: isNull ? 'Z11_NULL_SPF_NON_MAIL_DOMAIN' : 'Z11_NON_NULL_SPF_NON_MAIL_DOMAIN', about: policy };
}

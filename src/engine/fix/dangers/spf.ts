import { plural } from '../../../model/words.ts';
import { parseSpf, selectSpf } from '../../../protocols/mail/spf/record.ts';
import type { SpfRecord } from '../../../protocols/mail/spf/record.ts';
import { nameSender } from '../../../protocols/mail/services/table.ts';
import { joinedText } from '../../../protocols/zone/records/value.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { ask, dangerous, missingFrom, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

const costly = /^[+?~-]?(?:include:|a\b|mx\b|ptr\b|exists:)|^redirect=/i;
const maxLookups = 10;

/** Who may send as the domain (RFC 7208): merged, never doubled, at most ten look-ups, nobody dropped unseen. */
export const spfRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner?.type !== 'TXT') return [];
  const [old, next] = (['before', 'after'] as const).map((side) =>
    selectSpf((setOf(change, side)?.values ?? []).map(joinedText)),
  );
  if (same(old ?? [], next ?? [])) return [];
  if ((next ?? []).length > 1)
    return [
      refused('spf', `${owner.name} would have ${next?.length} SPF records: receivers then accept none`),
    ];
  const [text] = next ?? [];
  if (text === undefined) return removed(owner.name, context);
  const record = parseSpf(text);
  return unusable(owner.name, record, context) ?? dropped(owner.name, { old: old ?? [], record }, context);
};

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && missingFrom(a, b).length === 0;

function removed(name: string, { manifest, before }: DangerContext): readonly Judged[] {
  const sends =
    manifest.mail.senders.some(({ domain }) => domain === name) ||
    manifest.mail.domains.includes(name) ||
    setsOf(before).some((set) => set.name === name && set.type === 'MX');
  const says = `nothing would say any more who may send as ${name}`;
  return [sends ? dangerous('spf', says) : ask('spf', says)];
}

function unusable(name: string, record: SpfRecord, { known }: DangerContext): readonly Judged[] | null {
  const [error] = record.errors;
  if (error !== undefined) return [refused('spf', `${name}: ${error.message}`)];
  if (/(?:^| )\+?all(?: |$)/i.test(record.text.slice(6)))
    return [refused('spf', `${name} would allow the whole world to send in its name`)];
  const terms = record.text.split(/ +/).slice(1);
  const lookups = terms.reduce(
    (sum, term) => sum + (costly.test(term) ? (known.spfLookups[term.toLowerCase()] ?? 1) : 0),
    0,
  );
  return lookups > maxLookups
    ? [refused('spf', `${name} would need ${lookups} DNS look-ups; receivers stop at ${maxLookups}`)]
    : null;
}

function dropped(
  name: string,
  { old, record }: { readonly old: readonly string[]; readonly record: SpfRecord },
  context: DangerContext,
): readonly Judged[] {
  const termsOf = (text: string): readonly string[] => text.toLowerCase().split(/ +/).slice(1);
  const kept = new Set(termsOf(record.text).map(plain));
  const gone = old.flatMap(termsOf).filter((term) => !kept.has(plain(term)) && !/^[?~-]?all$/.test(term));
  const needed = gone.filter((term) => !context.known.needlessSpf.includes(term));
  const tightened = old.length === 1 && endOf(old[0] ?? '') !== endOf(record.text);
  return [
    ...(needed.length > 0
      ? [dangerous('spf', `mail from ${needed.map(senderOf).join(', ')} would fail SPF for ${name}`)]
      : []),
    ...(gone.length > needed.length
      ? [ask('spf', `${plural(gone.length - needed.length, 'term')} nobody needs would go`)]
      : []),
    ...(tightened
      ? [ask('spf', `${name} would end in "${endOf(record.text)}" instead of "${endOf(old[0] ?? '')}"`)]
      : []),
  ];
}

const plain = (term: string): string => term.replace(/^\+/, '');
const senderOf = (term: string): string => nameSender([term.replace(/^.*[:=]/, '')]) ?? term;
const endOf = (text: string): string =>
  /(?:^| )([?~+-]?all|redirect=\S+)(?= |$)/i.exec(text)?.[1] ?? 'nothing';

import { parseDkimKey } from '../../../protocols/mail/dkim/key.ts';
import { dmarcPolicies, isDmarcRecord, parseDmarc } from '../../../protocols/mail/dmarc/record.ts';
import { joinedText } from '../../../protocols/zone/records/value.ts';
import { ask, dangerous, missingFrom, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

/** Signing keys: mail on its way is checked with them for days (RFC 6376 section 3.6.1). */
export const dkimRule: DangerRule = (change, { known }) => {
  const owner = ownerOf(change.resource);
  if (owner === null || !/(?:^|\.)_domainkey\./.test(owner.name)) return [];
  const [old, next] = [setOf(change, 'before'), setOf(change, 'after')];
  const keys =
    owner.type === 'TXT' ? (next?.values ?? []).map((value) => parseDkimKey(joinedText(value))) : [];
  const broken = keys.find((key) => key.problem !== null);
  if (broken !== undefined) return [refused('dkim', `${owner.name}: ${broken.problem?.message ?? 'no key'}`)];
  if (keys.length > 1)
    return [refused('dkim', `${owner.name} would hold ${keys.length} keys; receivers take any of them`)];
  if (keys.some((key) => key.bits !== null && key.keyType === 'rsa' && key.bits < 1024))
    return [refused('dkim', `${owner.name} would hold a key under 1024 bits, which receivers ignore`)];
  if (old === null || (next !== null && sameKey(old.values, next.values))) return [];
  if (known.deadDkimNames.includes(owner.name) && !known.dkimNames.includes(owner.name))
    return [ask('dkim', `${owner.name} holds no working key today`)];
  return [dangerous('dkim', `mail signed with the selector ${owner.name} would fail its check`)];
};

/** Other tags may change; the key itself is what signatures are checked with. */
function sameKey(old: readonly string[], next: readonly string[]): boolean {
  const keyOf = (value: string): string => /(?:^|;)\s*p=([^;]*)/.exec(joinedText(value))?.[1] ?? value;
  return old.map(keyOf).join() === next.map(keyOf).join();
}

/** RFC 9989: one step of none, quarantine, reject at a time, and the last ones on evidence. */
export const dmarcRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner?.type !== 'TXT' || !owner.name.startsWith('_dmarc.')) return [];
  const [old, next] = (['before', 'after'] as const).map((side) =>
    (setOf(change, side)?.values ?? []).map(joinedText).filter(isDmarcRecord),
  );
  const domain = owner.name.slice('_dmarc.'.length);
  if ((next ?? []).length > 1)
    return [refused('dmarc', `${domain} would have ${next?.length} DMARC records: receivers ignore all`)];
  const [text] = next ?? [];
  if (text === undefined)
    return (old ?? []).length > 0
      ? [dangerous('dmarc', `forged mail from ${domain} would be accepted again`)]
      : [];
  const record = parseDmarc(text);
  const fault = record.issues.find(({ id }) => id === 'syntax' || id === 'value');
  if (fault !== undefined) return [refused('dmarc', `${domain}: ${fault.message}`)];
  const before = (old ?? []).length === 1 ? parseDmarc(old?.[0] ?? '') : null;
  return steps(domain, { from: before?.p ?? 'none', to: record.p ?? 'none' }, context);
};

function steps(
  domain: string,
  { from, to }: { readonly from: string; readonly to: string },
  { known }: DangerContext,
): readonly Judged[] {
  const [a, b] = [from, to].map((policy) => (dmarcPolicies as readonly string[]).indexOf(policy));
  const up = (b ?? 0) - (a ?? 0);
  if (up === 0) return [];
  if (up < 0)
    return [ask('dmarc', `forged mail from ${domain} would be treated more mildly (${from} to ${to})`)];
  if (up > 1)
    return [
      dangerous('dmarc', `${from} to ${to} skips a step: own mail that is not aligned would be lost at once`),
    ];
  return known.isDmarcProven
    ? [
        ask(
          'dmarc',
          `mail from ${domain} that fails is ${to === 'reject' ? 'refused' : 'set aside'} from now on`,
        ),
      ]
    : [
        dangerous(
          'dmarc',
          `no reports show yet that all own mail from ${domain} passes; with "${to}" the rest is ${to === 'reject' ? 'refused' : 'set aside'}`,
        ),
      ];
}

/** Proofs of ownership and other texts: whoever asked for them looks again. */
export const textRule: DangerRule = (change) => {
  const owner = ownerOf(change.resource);
  if (owner?.type !== 'TXT' || owner.name.includes('_domainkey.')) return [];
  const texts = (side: 'before' | 'after'): readonly string[] =>
    (setOf(change, side)?.values ?? [])
      .map(joinedText)
      .filter((text) => !/^v=(?:spf1|DMARC1|STSv1|TLSRPTv1)/i.test(text));
  const gone = missingFrom(texts('before'), texts('after'));
  if (gone.length === 0) return [];
  if (owner.name.startsWith('_acme-challenge'))
    return [dangerous('verification', `a certificate authority is just checking ${owner.name}`)];
  // Quotes pasted into a text: the same text stays, readable now.
  const bare = (text: string): string => text.replace(/["'\s\u201c\u201d\u201e]/g, '');
  const kept = new Set((setOf(change, 'after')?.values ?? []).map(joinedText).map(bare));
  const lost = gone.filter((text) => !kept.has(bare(text)));
  return lost.length === 0
    ? [ask('verification', `${owner.name}: a text is written anew`)]
    : [
        dangerous(
          'verification',
          `${lost.map((text) => text.slice(0, 40)).join(', ')} would go; the service that asked for it may lock you out`,
        ),
      ];
};

/** Transport rules for incoming mail. */
export const mailTransportRule: DangerRule = (change) => {
  const owner = ownerOf(change.resource);
  if (owner === null || !/^(?:_mta-sts|_smtp\._tls|mta-sts)\./.test(owner.name)) return [];
  if (change.before !== null && change.after === null)
    return [
      ask(
        'mail-transport',
        `${owner.name} would go; senders that remember the policy keep to it until it runs out`,
      ),
    ];
  return [];
};

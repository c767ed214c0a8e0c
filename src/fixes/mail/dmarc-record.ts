import { fix } from '../../model/fix.ts';
import type { Manifest } from '../../model/manifest.ts';
import { isDmarcRecord, parseDmarc } from '../../protocols/mail/dmarc/record.ts';
import { dmarcRecordWith } from '../../protocols/mail/dmarc/next-record.ts';
import { parseTagList } from '../../protocols/mail/tag-list.ts';
import { reportAddressOf } from '../../protocols/mail/report-address.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

const order = ['none', 'quarantine', 'reject'];

export default fix({
  title: 'Publish one correct DMARC record',
  requirements: ['FIX-5', 'MAIL-3'],
  cures: [
    'mail/dmarc-presence',
    'mail/dmarc-single',
    'mail/dmarc-reports',
    'mail/dmarc-syntax',
    'mail/dmarc-tag-order',
    'mail/dmarc-obsolete-tags',
    'mail/dmarc-subdomain-policy',
    'mail/dmarc-failure-reports',
    'mail/dmarc-report-mailbox',
    'domain/duplicate-policy',
  ],
  needs: {},
  plan: ({ target, check }, _facts, { state, manifest }) => {
    const name = `_dmarc.${target.name}`;
    const texts = textsIn(state, name);
    const records = texts.filter(isDmarcRecord);
    if (check === 'domain/duplicate-policy' && records.length < 2) return { wanted: [] };
    // Texts at _dmarc that are meant as DMARC and are not read as such are replaced, not kept beside it.
    const others = texts.filter((text) => !isDmarcRecord(text) && !/dmarc/i.test(text));
    const next = better(records, { check, domain: target.name, manifest });
    if (records.length === 1 && records[0] === next) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedTexts(state, name, [...others, next]),
          risk: 'safe',
          why:
            records.length === 0
              ? 'Watches without touching any mail, and tells who sends as you.'
              : 'The same policy, written so that every receiver reads it.',
        },
      ],
    };
  },
});

interface About {
  readonly check: string;
  readonly domain: string;
  readonly manifest: Manifest;
}

/** The strictest valid record of those there, cleaned; a watching one where there is none. */
function better(records: readonly string[], { check, domain, manifest }: About): string {
  const reports = reportAddressOf(manifest, domain);
  const parsed = records.map(parseDmarc);
  const best =
    parsed.toSorted((a, b) => order.indexOf(b.p ?? 'none') - order.indexOf(a.p ?? 'none'))[0] ?? null;
  if (best === null) return dmarcRecordWith(null, { p: 'none', reportAddress: reports });
  const isUnread = check === 'mail/dmarc-report-mailbox';
  const text = dmarcRecordWith(isUnread ? { ...best, rua: [] } : best, {
    p: best.p ?? 'none',
    reportAddress: reports,
  });
  const { tags } = parseTagList(text);
  const known = new Set(['v', 'p', 'sp', 'np', 'psd', 't', 'adkim', 'aspf', 'fo', 'rua', 'ruf']);
  const kept = tags.filter(({ name, value }) => {
    const tag = name.toLowerCase();
    if (!known.has(tag)) return false;
    if (tag === 'fo' && best.ruf.length === 0) return false;
    const isWeaker =
      (tag === 'sp' || tag === 'np') && order.indexOf(value.toLowerCase()) < order.indexOf(best.p ?? 'none');
    return !(isWeaker && check === 'mail/dmarc-subdomain-policy') && value !== '';
  });
  const testing = best.isTesting ? ['t=y'] : [];
  return [...kept.map(({ name, value }) => `${name.toLowerCase()}=${value}`), ...testing]
    .join('; ')
    .replace(/^v=dmarc1/i, 'v=DMARC1');
}

import { fix } from '../../model/fix.ts';
import { isDmarcRecord } from '../../protocols/mail/dmarc/record.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

/** One domain of the document `launch-ready mail reports --json` prints, as far as a step needs it. */
interface ReportsOfDomain {
  readonly domain: string;
  readonly published: { readonly record: string | null };
  readonly ladder: {
    readonly current: string;
    readonly next: string;
    readonly isReady: boolean;
    readonly blockers: readonly string[];
    readonly record: string;
    readonly messages: number;
  };
}

export default fix({
  title: 'Tighten DMARC by one step when the reports allow it',
  requirements: ['FIX-5', 'MAIL-3'],
  cures: ['mail/dmarc-policy', 'mail/dmarc-test-mode'],
  needs: {},
  plan: ({ target }, _facts, { state, evidence }) => {
    const name = `_dmarc.${target.name}`;
    const texts = textsIn(state, name);
    const [record, ...rivals] = texts.filter(isDmarcRecord);
    if (record === undefined || rivals.length > 0) return { wanted: [] };
    const reports = reportsIn(evidence).find(({ domain }) => domain === target.name);
    const owner = (
      what: string,
    ): { readonly wanted: []; readonly byHand: readonly [{ who: 'owner'; what: string }] } => ({
      wanted: [],
      byHand: [{ who: 'owner', what }],
    });
    if (reports === undefined)
      return owner(
        'Collect aggregate reports for two weeks, then: launch-ready mail reports <folder> --json > reports.json; launch-ready fix plan --reports reports.json. The next step is taken on their evidence only.',
      );
    const { ladder, published } = reports;
    if (published.record !== record)
      return owner(
        'The reports were judged with another DMARC record than the one in the zone: run launch-ready mail reports again.',
      );
    if (!ladder.isReady) return owner(`Not yet: ${ladder.blockers.join('; ')}.`);
    if (ladder.record === record) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedTexts(
            state,
            name,
            texts.map((text) => (text === record ? ladder.record : text)),
          ),
          risk: 'ask',
          why: `${ladder.messages} mails in the reports: your own pass, so ${ladder.current} becomes ${ladder.next}.`,
        },
      ],
    };
  },
});

/** Guarantee: whoever reads the document checks its form before it becomes evidence. */
const reportsIn = (evidence: Readonly<Record<string, unknown>>): readonly ReportsOfDomain[] =>
  (evidence['dmarc-reports'] as readonly ReportsOfDomain[] | undefined) ?? [];

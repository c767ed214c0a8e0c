import { fix } from '../../model/fix.ts';
import { adviseLadder, type LadderEvidence } from '../../protocols/mail/dmarc/ladder.ts';
import { isDmarcRecord, parseDmarc } from '../../protocols/mail/dmarc/record.ts';
import { reportAddressOf } from '../../protocols/mail/report-address.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

type Summary = LadderEvidence['summary'];

export default fix({
  title: 'Tighten DMARC by one step when the reports allow it',
  requirements: ['FIX-5', 'MAIL-3'],
  cures: ['mail/dmarc-policy', 'mail/dmarc-test-mode'],
  needs: {},
  plan: ({ target }, _facts, { state, manifest, evidence, now }) => {
    const name = `_dmarc.${target.name}`;
    const texts = textsIn(state, name);
    const [record, ...rivals] = texts.filter(isDmarcRecord);
    if (record === undefined || rivals.length > 0) return { wanted: [] };
    const summary = summaryIn(evidence);
    if (summary === null)
      return {
        wanted: [],
        byHand: [
          {
            who: 'owner',
            what: 'Collect aggregate reports for two weeks, then plan with: launch-ready fix plan --reports <folder>. The next step is taken only on their evidence.',
          },
        ],
      };
    const advice = adviseLadder(parseDmarc(record), {
      summary,
      reportAddress: reportAddressOf(manifest, target.name),
      nowSeconds: Math.floor(now / 1000),
    });
    if (!advice.isReady)
      return { wanted: [], byHand: [{ who: 'owner', what: `Not yet: ${advice.blockers.join('; ')}.` }] };
    if (advice.record === record) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedTexts(
            state,
            name,
            texts.map((text) => (text === record ? advice.record : text)),
          ),
          risk: 'ask',
          why: `${summary.messages} mails in the reports: your own pass, so ${advice.current} becomes ${advice.next}.`,
        },
      ],
    };
  },
});

/** Guarantee: the command that reads reports puts the library's own summary here. */
const summaryIn = (evidence: Readonly<Record<string, unknown>>): Summary | null =>
  (evidence['dmarc-reports'] as Summary | undefined) ?? null;

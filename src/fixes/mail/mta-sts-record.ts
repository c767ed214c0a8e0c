import { fix } from '../../model/fix.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { readMtaStsRecord } from '../../protocols/mail/mta-sts.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Announce the MTA-STS policy that is there',
  requirements: ['FIX-5', 'MAIL-4'],
  cures: ['mail/mta-sts-record', 'domain/duplicate-policy'],
  needs: { sts: mtaSts },
  plan: ({ target, check }, { sts }, { state, now }) => {
    const name = `_mta-sts.${target.name}`;
    const texts = textsIn(state, name);
    const records = texts.filter((text) => /^v=STSv1/i.test(text));
    if (check === 'domain/duplicate-policy' && records.length < 2) return { wanted: [] };
    const isServed = sts.policy.state === 'answered' && sts.policy.status === 200;
    if (!isServed)
      return {
        wanted: [],
        byHand: [
          {
            who: 'web host',
            what: `Serve https://mta-sts.${target.name}/.well-known/mta-sts.txt first, with "mode: testing" and an mx line per exchanger; the record follows once the file answers.`,
          },
        ],
      };
    const present = readMtaStsRecord(texts);
    if (records.length === 1 && present !== null && present.issues.length === 0) return { wanted: [] };
    const others = texts.filter((text) => !/STSv1/i.test(text));
    const id = new Date(now).toISOString().replace(/[-:]|\..*$/g, '');
    return {
      wanted: [
        {
          ...wantedTexts(state, name, [...others, `v=STSv1; id=${id}`]),
          risk: 'safe',
          why: 'The policy file is served already; without the record nobody reads it (RFC 8461 section 3.1).',
        },
      ],
    };
  },
});

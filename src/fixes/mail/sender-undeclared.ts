import { fix } from '../../model/fix.ts';
import { detectSenders } from '../../protocols/mail/services/detect.ts';
import { matchesAny } from '../../protocols/mail/services/pattern.ts';
import { serviceById } from '../../protocols/mail/services/table.ts';
import { spfWithout } from '../../protocols/mail/spf/edit.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import senders from '../../facts/mail/senders.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Take services out of SPF that the manifest does not name',
  requirements: ['FIX-5', 'MAIL-1'],
  cures: ['mail/spf-unknown-sender', 'mail/sender-dead'],
  needs: { senders },
  plan: ({ target: { name } }, { senders: seen }, { state, manifest }) => {
    const declared = manifest.mail.senders
      .filter(({ domain }) => domain === name)
      .map(({ provider }) => plain(provider));
    if (!manifest.isDeclared || declared.length === 0) return { wanted: [] };
    const strangers = detectSenders(seen.evidence)
      .map(({ service }) => serviceById(service))
      .filter((service) => service !== null)
      .filter(({ id, name: title }) => !declared.includes(plain(title)) && !declared.includes(plain(id)));
    const texts = textsIn(state, name);
    const [record, ...rivals] = selectSpf(texts);
    if (record === undefined || rivals.length > 0) return { wanted: [] };
    const terms = record.split(/ +/).filter((term) => /^\+?include:/i.test(term));
    const gone = terms.filter((term) =>
      strangers.some(({ signs }) =>
        matchesAny(signs.spf ?? [], term.replace(/^\+?include:/i, '').toLowerCase()),
      ),
    );
    if (gone.length === 0) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedTexts(
            state,
            name,
            texts.map((text) => (text === record ? spfWithout(record, gone) : text)),
          ),
          risk: 'dangerous',
          why: `launch.yaml names no sender that needs ${gone.join(', ')}.`,
        },
      ],
    };
  },
});

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

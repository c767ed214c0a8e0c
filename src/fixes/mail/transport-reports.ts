import { fix } from '../../model/fix.ts';
import { readTlsRpt } from '../../protocols/mail/tls-rpt.ts';
import { reportAddressOf } from '../../protocols/mail/report-address.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Let other mail servers report broken encryption',
  requirements: ['FIX-5', 'MAIL-4'],
  cures: ['mail/tls-rpt'],
  needs: {},
  plan: ({ target }, _facts, { state, manifest }) => {
    const name = `_smtp._tls.${target.name}`;
    const texts = textsIn(state, name);
    const present = readTlsRpt(texts);
    if (present !== null && present.issues.length === 0 && present.rua.length > 0) return { wanted: [] };
    const others = texts.filter((text) => !/TLSRPT/i.test(text));
    const record = `v=TLSRPTv1; rua=mailto:${reportAddressOf(manifest, target.name)}`;
    return {
      wanted: [
        {
          ...wantedTexts(state, name, [...others, record]),
          risk: 'safe',
          why: 'Senders tell once a day what they could not deliver over TLS (RFC 8460).',
        },
      ],
    };
  },
});

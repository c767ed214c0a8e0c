import { collector } from '../../model/collector.ts';
import tlsRpt from '../../facts/mail/tls-rpt.ts';
import { ask, stopwatch } from './asking.ts';

export default collector({
  yields: tlsRpt,
  inputs: {},
  limits: { timeoutMs: 12_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const domain = target.name;
    const answer = await ask({ outside, signal }, { name: `_smtp._tls.${domain}`, type: 'TXT' });
    return known({ domain, answer });
  },
});

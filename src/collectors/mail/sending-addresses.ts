import { collector } from '../../model/collector.ts';
import sendingAddresses from '../../facts/mail/sending-addresses.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { singleSenders } from '../../protocols/mail/spf/addresses.ts';
import { stopwatch } from './asking.ts';
import { confirmReverse } from './reverse-name.ts';

/** PTR of every single address the SPF policy names. */
export default collector({
  yields: sendingAddresses,
  inputs: { spf: spfTree },
  limits: { timeoutMs: 20_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const addresses = await Promise.all(
      singleSenders(inputs.spf.tree).map(async (address) => confirmReverse(line, address)),
    );
    return known({ domain: target.name, addresses });
  },
});

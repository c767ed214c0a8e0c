import { collector } from '../../model/collector.ts';
import blockLists from '../../facts/mail/block-lists.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { optional } from '../../model/need.ts';
import { blockListName, blockLists as lists, testEntry } from '../../protocols/mail/dnsbl.ts';
import { singleSenders } from '../../protocols/mail/spf/addresses.ts';
import { ask, stopwatch } from './asking.ts';

/** Asks each list for its test entry first: a list that does not answer us proves nothing. */
export default collector({
  yields: blockLists,
  inputs: { spf: optional(spfTree) },
  limits: { timeoutMs: 25_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const addresses = inputs.spf.state === 'known' ? singleSenders(inputs.spf.value.tree) : [];
    const asked = lists.map(async (list) => {
      const test = await ask(line, { name: testEntry(list), type: 'A' });
      const subjects = test.status === 'found' ? [domain, ...addresses] : [];
      const entries = subjects.map(async (subject) => {
        const name = blockListName(list, subject);
        return name === null ? null : { subject, answer: await ask(line, { name, type: 'A' }) };
      });
      const answered = await Promise.all(entries);
      return { zone: list.zone, test, entries: answered.filter((entry) => entry !== null) };
    });
    return known({ domain, lists: await Promise.all(asked) });
  },
});

import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { readSpfTree } from '../../protocols/mail/spf/tree.ts';
import { ask, askThrough, stopwatch } from './asking.ts';

/** Reads the whole tree; the limits are those of `readSpfTree`. */
export default collector({
  yields: spfTree,
  inputs: {},
  limits: { timeoutMs: 25_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const own = await ask(line, { name: domain, type: 'TXT' });
    if (own.status === 'failure')
      return unknownFact(
        `the TXT records of ${domain} could not be had: ${own.reason ?? 'no answer'}`,
        `dig ${domain} TXT`,
      );
    const tree = await askThrough(readSpfTree(domain), line);
    return known({ domain, texts: own.values, tree });
  },
});

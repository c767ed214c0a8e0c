import { collector } from '../../model/collector.ts';
import { optional } from '../../model/need.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import mx from '../../facts/mail/mx.ts';
import senders from '../../facts/mail/senders.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import type { SenderEvidence } from '../../protocols/mail/services/evidence.ts';
import { ownSpfTargets } from '../../protocols/mail/services/evidence.ts';
import { placesToAsk } from '../../protocols/mail/services/places.ts';
import { readSpfTree } from '../../protocols/mail/spf/tree.ts';
import { dkimEvidence } from '../../protocols/mail/view/dkim-view.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { ask, askThrough, inTurns, type Line, stopwatch } from './asking.ts';

const width = 8;

/** Puts together what the other facts hold and asks the places where services want records of their own. */
export default collector({
  yields: senders,
  inputs: { spf: optional(spfTree), dkim: optional(dkimKeys), mx: optional(mx) },
  limits: { timeoutMs: 30_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const { spf, dkim, mx: exchangers } = inputs;
    const places = await inTurns(placesToAsk(domain), width, async (place) => look(line, place));
    const hosts = exchangesOf(exchangers.state === 'known' ? exchangers.value.answer.values : []);
    const evidence: SenderEvidence = {
      domain,
      mx: [
        ...(exchangers.state === 'known' ? [{ host: domain, exchanges: hosts }] : []),
        ...places.flatMap(({ mx: own }) => own),
      ],
      spf: [
        ...(spf.state === 'known' ? [{ host: domain, targets: [...ownSpfTargets(spf.value.tree)] }] : []),
        ...places.flatMap(({ spf: own }) => own),
      ],
      cnames: places.flatMap(({ cnames }) => cnames),
      dkim: dkim.state === 'known' ? [...dkimEvidence(dkim.value)] : [],
      txt: [
        ...(spf.state === 'known' ? [{ host: domain, texts: [...spf.value.texts] }] : []),
        ...places.flatMap(({ txt }) => txt),
      ],
    };
    return known({ evidence });
  },
});

const exchangesOf = (values: readonly string[]): string[] => readMx(values).exchanges.map(({ host }) => host);

type Place = ReturnType<typeof placesToAsk>[number];
type Seen = Pick<SenderEvidence, 'mx' | 'spf' | 'cnames' | 'txt'>;
const nothing: Seen = { mx: [], spf: [], cnames: [], txt: [] };

async function look(line: Line, { host, type }: Place): Promise<Seen> {
  if (type === 'SPF') {
    const tree = await askThrough(readSpfTree(host), line);
    return tree.state === 'unanswered'
      ? nothing
      : { ...nothing, spf: [{ host, targets: [...ownSpfTargets(tree)] }] };
  }
  const { status, values } = await ask(line, { name: host, type });
  if (status === 'failure') return nothing;
  if (type === 'MX') return { ...nothing, mx: [{ host, exchanges: exchangesOf(values) }] };
  if (type === 'CNAME') return { ...nothing, cnames: [{ host, target: values[0] ?? null }] };
  return { ...nothing, txt: [{ host, texts: [...values] }] };
}

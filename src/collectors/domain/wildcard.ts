import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import wildcard from '../../facts/domain/wildcard.ts';
import { lookUp, textsOf } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

/** Asks for a name nobody can have created. */
export default collector({
  yields: wildcard,
  inputs: {},
  limits: { timeoutMs: 15_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const label = `lr-${Buffer.from(outside.random.bytes(8)).toString('hex')}`;
    const name = `${label}.${target.name}`;
    const asking = { outside, signal };
    const [a, txt] = await Promise.all([lookUp(asking, name, 'A'), lookUp(asking, name, 'TXT')]);
    if (!a.isSettled || !txt.isSettled)
      return unknownFact(`${name} could not be asked for: ${(a.isSettled ? txt : a).rcode}`, `dig ${name} A`);
    const value = {
      name,
      rcode: a.rcode,
      addresses: a.records.map((record) => record.value),
      aliases: [...a.aliases],
      texts: [...textsOf(txt.records)],
    };
    return known(value, 'resolver walk');
  },
});

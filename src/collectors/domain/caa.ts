import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import caa from '../../facts/domain/caa.ts';
import { ancestors } from '../../protocols/dns/name.ts';
import { lookUp } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxClimb = 10;

/** All names on the way up are asked at once; the nearest with records counts (RFC 8659 section 3). */
export default collector({
  yields: caa,
  inputs: {},
  limits: { timeoutMs: 15_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const above = ancestors(target.name).filter((name) => name !== '.');
    const climbed = [target.name, ...above].slice(0, maxClimb);
    const outcomes = await Promise.all(
      climbed.map(async (name) => ({ name, outcome: await lookUp({ outside, signal }, name, 'CAA') })),
    );
    const decisive = outcomes.find(({ outcome }) => !outcome.isSettled || outcome.records.length > 0);
    if (decisive !== undefined && !decisive.outcome.isSettled)
      return unknownFact(
        `CAA of ${decisive.name} could not be had: ${decisive.outcome.rcode}`,
        `dig ${decisive.name} CAA`,
      );
    const records = [...(decisive?.outcome.records ?? [])];
    return known({ host: target.name, foundAt: decisive?.name ?? null, records, climbed }, 'resolver walk');
  },
});

import { collector } from '../../model/collector.ts';
import addresses from '../../facts/domain/addresses.ts';
import reverseNames from '../../facts/domain/reverse-names.ts';
import { reverseNameOf } from '../../protocols/dns/address.ts';
import { bareName } from '../../protocols/zone/answers.ts';
import { lookUp } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxAddresses = 4;

/** PTR of the first addresses: a hint at whose machine it is. */
export default collector({
  yields: reverseNames,
  inputs: { addresses },
  limits: { timeoutMs: 12_000 },
  async collect({ inputs, outside, signal }) {
    const known = stopwatch(outside);
    const wanted = [...inputs.addresses.ipv4, ...inputs.addresses.ipv6].slice(0, maxAddresses);
    const found = await Promise.all(
      wanted.map(async (address) => {
        const name = reverseNameOf(address);
        const outcome = name === null ? null : await lookUp({ outside, signal }, name, 'PTR');
        const names =
          outcome?.isSettled === true ? outcome.records.map((each) => bareName(each.value)) : null;
        return { address, names };
      }),
    );
    return known({ addresses: found }, 'resolver walk');
  },
});

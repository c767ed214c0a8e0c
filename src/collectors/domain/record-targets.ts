import { collector } from '../../model/collector.ts';
import recordTargets, { type RecordTargets } from '../../facts/domain/record-targets.ts';
import servers from '../../facts/domain/servers.ts';
import { bareName } from '../../protocols/zone/answers.ts';
import { apexRecords } from '../../protocols/zone/servers.ts';
import type { Asking } from './asking/exchange.ts';
import { nameState, ownerState } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxTargets = 30;

/** Follows each name server and mail server name to its end. */
export default collector({
  yields: recordTargets,
  inputs: { servers },
  limits: { timeoutMs: 20_000 },
  async collect({ inputs, outside, signal }) {
    const known = stopwatch(outside);
    const asking = { outside, signal };
    const exchangers = apexRecords(inputs.servers.servers, 'MX').map((record) =>
      bareName(record.value.split(/\s+/)[1] ?? '.'),
    );
    const wanted = [
      ...inputs.servers.names.map(({ name }) => ({ type: 'NS' as const, name })),
      ...[...new Set(exchangers)]
        .filter((name) => name !== '.')
        .map((name) => ({ type: 'MX' as const, name })),
    ];
    const targets = await Promise.all(wanted.slice(0, maxTargets).map((each) => follow(asking, each)));
    return known({ targets }, 'resolver walk');
  },
});

type RecordTarget = RecordTargets['targets'][number];

async function follow(asking: Asking, wanted: Pick<RecordTarget, 'type' | 'name'>): Promise<RecordTarget> {
  const { isSettled, rcode, aliases, addresses } = await nameState(asking, wanted.name);
  const isGone = rcode === 'NXDOMAIN' || (!isSettled && addresses.length === 0);
  const owner = isGone ? await ownerState(asking, aliases.at(-1) ?? wanted.name) : null;
  return {
    ...wanted,
    isSettled,
    rcode,
    aliases: [...aliases],
    addresses: [...addresses],
    registrable: owner?.registrable ?? null,
    isRegistrableTaken: owner?.isTaken ?? null,
  };
}

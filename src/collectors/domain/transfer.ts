import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import servers from '../../facts/domain/servers.ts';
import transfer, { type Transfer } from '../../facts/domain/transfer.ts';
import type { Answer } from '../../protocols/zone/answers.ts';
import { serverLabel, servingOf } from '../../protocols/zone/servers.ts';
import { ask } from './asking/exchange.ts';
import { stopwatch } from './asking/settle.ts';

const maxServers = 8;
const maxRecords = 2000;

/** Asks each server for the whole zone, as a stranger would. */
export default collector({
  yields: transfer,
  inputs: { servers },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const chosen = servingOf(inputs.servers.servers).slice(0, maxServers);
    if (chosen.length === 0)
      return unknownFact(
        `no name server of ${target.name} answers for it`,
        `dig ${target.name} AXFR @<server>`,
      );
    const options = { name: target.name, type: 'AXFR', transport: 'tcp', attempts: 1 } as const;
    const answers = await Promise.all(
      chosen.map(async (server) => ({
        server: serverLabel(server),
        answer: await ask({ outside, signal }, server.address, options),
      })),
    );
    const open = answers.map(({ answer }) => recordsOf(answer)).find((records) => records.length > 0) ?? [];
    const value: Transfer = {
      servers: answers.map(({ server, answer }) => ({ server, ...judgeable(answer) })),
      records: [...open].slice(0, maxRecords),
    };
    return known(value, chosen.map((server) => server.address).join(', '));
  },
});

/** A transfer begins with the SOA and brings more than that (RFC 5936 section 2.2). */
function recordsOf(answer: Answer): readonly Transfer['records'][number][] {
  if (answer.state !== 'answered' || answer.rcode !== 'NOERROR') return [];
  const isTransfer = answer.records[0]?.type === 'SOA' && answer.records.length > 1;
  return isTransfer ? answer.records : [];
}

function judgeable(answer: Answer): Omit<Transfer['servers'][number], 'server'> {
  const records = recordsOf(answer).length;
  if (records > 0) return { isOpen: true, records, note: `${records} records in the first message` };
  if (answer.state === 'answered') return { isOpen: false, records, note: answer.rcode };
  const isClosed = answer.state === 'silent' && ['refused', 'reset', 'protocol'].includes(answer.kind);
  return { isOpen: isClosed ? false : null, records, note: answer.message };
}

import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import hostAnswers from '../../facts/domain/host-answers.ts';
import servers from '../../facts/domain/servers.ts';
import { servingOf, type Server } from '../../protocols/zone/servers.ts';
import { askTypes } from './asking/exchange.ts';
import { stopwatch } from './asking/settle.ts';

const maxServers = 8;
const otherTypes = ['CNAME', 'MX', 'TXT', 'NS', 'HTTPS'] as const;

/** Asks one address of each name server for the host's addresses, and the first one for everything else. */
export default collector({
  yields: hostAnswers,
  inputs: { servers },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const asking = { outside, signal };
    const chosen = onePerName(servingOf(inputs.servers.servers)).slice(0, maxServers);
    const [first] = chosen;
    if (first === undefined)
      return unknownFact(
        `no name server of ${inputs.servers.zone} answers for it`,
        `dig ${inputs.servers.zone} SOA +nssearch`,
      );
    const [asked, others] = await Promise.all([
      Promise.all(
        chosen.map(async (server) => {
          const types = { name: target.name, types: ['A', 'AAAA'] };
          const { A, AAAA } = await askTypes(asking, server.address, types);
          return A === undefined || AAAA === undefined
            ? []
            : [{ server: server.name, address: server.address, a: A, aaaa: AAAA }];
        }),
      ),
      askTypes(asking, first.address, { name: target.name, types: otherTypes }),
    ]);
    const value = { host: target.name, zone: inputs.servers.zone, servers: asked.flat(), others };
    return known(value, chosen.map((server) => server.address).join(', '));
  },
});

function onePerName(all: readonly Server[]): readonly Server[] {
  return [...new Map(all.toReversed().map((server) => [server.name, server])).values()].toReversed();
}

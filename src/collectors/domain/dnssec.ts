import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import { optional } from '../../model/need.ts';
import delegation from '../../facts/domain/delegation.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import servers from '../../facts/domain/servers.ts';
import type { Answer } from '../../protocols/zone/answers.ts';
import { serverLabel, servingOf } from '../../protocols/zone/servers.ts';
import { ask } from './asking/exchange.ts';
import { stopwatch } from './asking/settle.ts';

const maxServers = 6;

/** Keys, signatures and a signed denial from each server, DS from the parent. */
export default collector({
  yields: dnssec,
  inputs: { servers, delegation: optional(delegation) },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const chosen = servingOf(inputs.servers.servers).slice(0, maxServers);
    if (chosen.length === 0)
      return unknownFact(
        `no name server of ${target.name} answers for it`,
        `dig ${target.name} DNSKEY +dnssec`,
      );
    const denied = `lr-${Buffer.from(outside.random.bytes(8)).toString('hex')}.${target.name}`;
    const signed = (server: string, name: string, type: string) =>
      ask({ outside, signal }, server, { name, type, wantsDnssec: true });
    const asked = await Promise.all(
      chosen.map(async (server) => {
        const [dnskey, soa, denial] = await Promise.all([
          signed(server.address, target.name, 'DNSKEY'),
          signed(server.address, target.name, 'SOA'),
          signed(server.address, denied, 'A'),
        ]);
        return {
          server: serverLabel(server),
          dnskey: sectionOf(dnskey, 'records'),
          soa: sectionOf(soa, 'records'),
          denial: sectionOf(denial, 'authorities'),
        };
      }),
    );
    const ds = inputs.delegation.state === 'known' ? inputs.delegation.value.ds : null;
    return known(
      { zone: target.name, ds, servers: asked },
      chosen.map((server) => server.address).join(', '),
    );
  },
});

const sectionOf = (answer: Answer, section: 'records' | 'authorities') =>
  answer.state === 'answered' && ['NOERROR', 'NXDOMAIN'].includes(answer.rcode) ? [...answer[section]] : null;

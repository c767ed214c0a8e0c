import { collector } from '../../model/collector.ts';
import { unknownFact, type Fact } from '../../model/fact.ts';
import { optional } from '../../model/need.ts';
import delegation, { type Delegation } from '../../facts/domain/delegation.ts';
import servers from '../../facts/domain/servers.ts';
import { bareName, isOwnAnswer, recordsIn } from '../../protocols/zone/answers.ts';
import type { Server, ServerName } from '../../protocols/zone/servers.ts';
import { ask, askTypes, type Asking } from './asking/exchange.ts';
import { lookUp, nameState } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxNames = 13;
const maxAddresses = 24;
const apexTypes = ['SOA', 'NS', 'A', 'AAAA', 'CNAME', 'MX', 'TXT', 'CAA'] as const;

type Interview = Asking & { readonly zone: string; readonly recursionName: string };

/** Asks every address of every name server everything about the zone's own name, all at once. */
export default collector({
  yields: servers,
  inputs: { delegation: optional(delegation) },
  limits: { timeoutMs: 25_000 },
  async collect({ target, inputs, outside, signal }) {
    const known = stopwatch(outside);
    const recursionName = `${Buffer.from(outside.random.bytes(9)).toString('hex')}.invalid`;
    const interview: Interview = { outside, signal, zone: target.name, recursionName };
    const atParent = await parentNames(interview, inputs.delegation);
    if (atParent.length === 0)
      return unknownFact(`${target.name} has no name servers we could find`, `dig ${target.name} NS +trace`);
    const glue = inputs.delegation.state === 'known' ? inputs.delegation.value.glue : [];
    const first = await Promise.all(atParent.map((name) => visit(interview, name, glue)));
    const inZone = namesInZone(first.flatMap((visited) => visited.servers));
    const fresh = inZone.filter((name) => !atParent.includes(name)).slice(0, maxNames);
    const second = await Promise.all(fresh.map((name) => visit(interview, name, [])));
    const all = [...first, ...second];
    const place = (name: string) => ({
      isAtParent: atParent.includes(name),
      isInZone: inZone.includes(name),
    });
    const value = {
      zone: target.name,
      recursionName,
      names: all.map(({ name }) => ({ ...name, ...place(name.name) })),
      servers: all.flatMap((each) => each.servers.map((server) => ({ ...server, ...place(server.name) }))),
    };
    return known({ ...value, servers: value.servers.slice(0, maxAddresses) }, atParent.join(', '));
  },
});

async function parentNames(asking: Interview, fact: Fact<Delegation>): Promise<readonly string[]> {
  if (fact.state === 'known' && fact.value.nameServers.length > 0)
    return fact.value.nameServers.slice(0, maxNames);
  const outcome = await lookUp(asking, asking.zone, 'NS');
  return [...new Set(outcome.records.map((record) => bareName(record.value)))].toSorted().slice(0, maxNames);
}

interface Visited {
  readonly name: ServerName;
  readonly servers: readonly Server[];
}

async function visit(asking: Interview, name: string, glue: Delegation['glue']): Promise<Visited> {
  const state = await nameState(asking, name);
  const handedOut = glue.find((each) => each.name === name)?.addresses ?? [];
  const addresses = state.addresses.length > 0 ? state.addresses : handedOut;
  const place = { isAtParent: false, isInZone: false };
  return {
    name: { name, ...place, ...state },
    servers: await Promise.all(
      addresses.slice(0, maxAddresses).map(async (address) => ({
        name,
        address,
        ...place,
        ...(await interrogate(asking, address)),
      })),
    ),
  };
}

async function interrogate(
  asking: Interview,
  address: string,
): Promise<Pick<Server, 'answers' | 'tcp' | 'recursion'>> {
  const soa = { name: asking.zone, type: 'SOA' };
  const [answers, tcp, recursion] = await Promise.all([
    askTypes(asking, address, { name: asking.zone, types: apexTypes }),
    ask(asking, address, { ...soa, transport: 'tcp' }),
    ask(asking, address, { name: asking.recursionName, type: 'A', isRecursionDesired: true, attempts: 1 }),
  ]);
  return { answers, tcp, recursion };
}

function namesInZone(all: readonly Server[]): readonly string[] {
  const answers = all.map((server) => server.answers['NS']).filter(isOwnAnswer);
  const names = answers.flatMap((answer) => recordsIn(answer, 'NS')).map((record) => bareName(record.value));
  return [...new Set(names)].toSorted();
}

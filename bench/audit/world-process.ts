import { createWorld, type WorldOptions } from '../../src/world/world.ts';
import type { WorldPlan } from '../../src/world/plan.ts';
import { slowMaps } from './slow-relay.ts';
import { PlanEditor } from '../../src/world/plan-editor.ts';

/** The demo internet in a process of its own, so that its work is not measured. Prints one JSON line, ends when stdin closes. */
export interface WorldLine {
  readonly domain: string;
  readonly rootHints: string;
  readonly caPem: string;
  readonly maps: readonly string[];
  readonly manifestText: string;
}

const [latency = '0', dead = ''] = process.argv.slice(2);
const extraHosts = ['app', 'shop', 'help', 'assets', 'status'];

const tenHosts = (plan: WorldPlan): WorldPlan => {
  const editor = extraHosts.reduce((world, name) => {
    const apex =
      world.plan.zones[world.plan.domain]?.records.filter((record) => record.name === world.plan.domain) ??
      [];
    const values = (type: string): readonly string[] =>
      apex.filter((record) => record.type === type).map((record) => record.value);
    return world
      .addHost(name, 'market')
      .zone.replace(name, 'A', values('A'))
      .zone.replace(name, 'AAAA', values('AAAA'));
  }, new PlanEditor(plan));
  const ten = dead === '' ? editor.plan : editor.nameServer('ns2', { udp: 'silent', tcp: 'silent' }).plan;
  const nameServers = Object.entries(ten.nameServers).map(
    ([name, server]) => [name, { ...server, latencyMs: server.latencyMs + Number(latency) }] as const,
  );
  return { ...ten, nameServers: Object.fromEntries(nameServers) };
};

const options: WorldOptions = { change: tenHosts };
const world = await createWorld(options);
const hosts = extraHosts.map((name) => `  - name: ${name}.${world.domain}\n    role: other`).join('\n');
const line: WorldLine = {
  domain: world.domain,
  rootHints: world.rootHints,
  caPem: world.caPem,
  maps: latency === '0' ? world.maps : await slowMaps(world.maps, Number(latency)),
  manifestText: world.manifestText.replace(/^hosts:\n/m, `hosts:\n${hosts}\n`),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
process.stdin.resume();
process.stdin.on('end', () => void world.close().finally(() => process.exit(0)));

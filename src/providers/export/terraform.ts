import type { Resources } from '../../protocols/edge/state.ts';
import { setsOf } from '../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../protocols/zone/records/record-set.ts';
import { recordBody } from '../cloudflare/records.ts';
import { hcl } from './hcl.ts';
import { terraformEdge } from './terraform-edge.ts';

/**
 * The state for Terraform's Cloudflare provider, version 5: records, rulesets, settings, DNSSEC, certificates of the edge, bots.
 * The zone id is a variable.
 */
export function terraformFile(resources: Resources): string {
  const names = new Set<string>();
  const records = setsOf(resources).flatMap((set) => set.values.map((value) => record(set, value, names)));
  const blocks = ['variable "zone_id" {\n  type = string\n}', ...records, ...terraformEdge(resources)];
  return `${blocks.join('\n\n')}\n`;
}

function record(set: RecordSet, value: string, taken: Set<string>): string {
  const lines = Object.entries(recordBody(set, value)).map(([key, each]) => `  ${key} = ${hcl(each)}`);
  return [
    `resource "cloudflare_dns_record" "${blockName(set, taken)}" {`,
    '  zone_id = var.zone_id',
    ...lines,
    '}',
  ].join('\n');
}

function blockName(set: RecordSet, taken: Set<string>): string {
  const base = `r_${set.name.replace(/[^a-z0-9]+/g, '_')}_${set.type.toLowerCase()}`;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

import type { Resources } from '../../protocols/edge/state.ts';
import { setsOf } from '../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../protocols/zone/records/record-set.ts';
import { recordBody } from '../cloudflare/records.ts';

/** Records as `cloudflare_dns_record` resources (Terraform's Cloudflare provider, version 5). The zone id is a variable. */
export function terraformFile(resources: Resources): string {
  const names = new Set<string>();
  const blocks = setsOf(resources).flatMap((set) => set.values.map((value) => block(set, value, names)));
  return ['variable "zone_id" {\n  type = string\n}', ...blocks].join('\n\n') + '\n';
}

function block(set: RecordSet, value: string, taken: Set<string>): string {
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

function hcl(value: unknown): string {
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key} = ${hcl(each)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? hclText(value) : String(value);
}

/** HCL reads `${` and `%{` inside quotes as templates; doubled they are text. */
const hclText = (text: string): string => JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);

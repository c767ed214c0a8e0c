import type { Json } from '../../model/json.ts';
import { parseResource, ruleFamilies } from '../../protocols/edge/resource.ts';
import type { RuleFamily } from '../../protocols/edge/resource.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { botsSchema } from '../../protocols/edge/values.ts';
import type { SettingId } from '../../protocols/edge/values.ts';
import { apiRuleOf, phases } from '../cloudflare/rules.ts';
import { settingForms } from '../cloudflare/settings.ts';
import { hcl } from './hcl.ts';

/** Edge resources as blocks; rules in the order they are tried, foreign ones as they are. */
export const terraformEdge = (resources: Resources): readonly string[] => [
  ...ruleFamilies.flatMap((family) => ruleset(resources, family)),
  ...Object.entries(resources).flatMap(([resource, value]) => single(resource, value)),
];

function ruleset(resources: Resources, family: RuleFamily): readonly string[] {
  const rules = refsOf(resources, family).flatMap(
    (ref) => apiRuleOf(family, ref, resources[`rule:${family}/${ref}`] ?? null) ?? [],
  );
  if (rules.length === 0) return [];
  const name = family.replaceAll('-', '_');
  return [
    block(`"cloudflare_ruleset" "${name}"`, {
      name: 'default',
      kind: 'zone',
      phase: phases[family],
      rules,
    }),
  ];
}

function refsOf(resources: Resources, family: RuleFamily): readonly string[] {
  const refs = Object.keys(resources).flatMap((resource) => {
    const id = parseResource(resource);
    return id?.kind === 'rule' && id.family === family ? [id.ref] : [];
  });
  const order: Json = resources[`rule-order:${family}`] ?? null;
  const listed = Array.isArray(order) ? order.filter((ref) => refs.includes(String(ref))).map(String) : [];
  return [...listed, ...refs.filter((ref) => !listed.includes(ref))];
}

function single(resource: string, value: Json): readonly string[] {
  const id = parseResource(resource);
  if (id?.kind === 'setting' && Object.hasOwn(settingForms, id.setting)) {
    const form = settingForms[id.setting as SettingId];
    const label = `s_${id.setting.replaceAll('-', '_')}`;
    return [block(`"cloudflare_zone_setting" "${label}"`, { setting_id: form.id, value: form.toApi(value) })];
  }
  if (id?.kind === 'dnssec')
    return [block('"cloudflare_zone_dnssec" "zone"', { status: value === true ? 'active' : 'disabled' })];
  if (id?.kind === 'universal-ssl')
    return [block('"cloudflare_universal_ssl_setting" "zone"', { enabled: value === true })];
  const bots = id?.kind === 'bots' ? botsSchema.safeParse(value) : null;
  return bots?.success === true
    ? [block('"cloudflare_bot_management" "zone"', { fight_mode: bots.data.fightMode })]
    : [];
}

const block = (head: string, body: Readonly<Record<string, unknown>>): string =>
  [
    `resource ${head} {`,
    '  zone_id = var.zone_id',
    ...Object.entries(body).map(([key, value]) => `  ${key} = ${hcl(value)}`),
    '}',
  ].join('\n');

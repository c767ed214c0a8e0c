import type { Json } from '../../../model/json.ts';
import type { ManifestProvider } from '../../../model/manifest.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import { parseZone } from '../../../protocols/zone/file/parse.ts';
import { recordSets } from '../../../protocols/zone/records/record-set.ts';
import { setResources } from '../../../protocols/zone/records/resources.ts';
import type { Wish } from './wishes.ts';

export type Desired =
  | { readonly ok: true; readonly wishes: readonly Omit<Wish, 'finding' | 'group'>[] }
  | { readonly ok: false; readonly problem: string };

const maxLines = 2_000;

/**
 * What `providers[].options` asks for besides curing findings: `records`, lines of a zone file, and `edge`, resources by id
 * (`setting:brotli: true`). Only what is named is touched; what is not named stays as it is.
 */
export function desiredOf(provider: ManifestProvider, state: Resources): Desired {
  const lines = listOf(provider.options['records']);
  const parsed = parseZone(['$TTL 3600', ...lines].join('\n'), provider.zone);
  if (!parsed.ok) return { ok: false, problem: `options.records: ${JSON.stringify(parsed.problems[0])}` };
  const records = setResources(recordSets(parsed.records));
  const edge = Object.entries(mapOf(provider.options['edge']));
  const wrong = edge.find(([resource]) => parseResource(resource) === null);
  if (wrong !== undefined)
    return { ok: false, problem: `options.edge: ${wrong[0].slice(0, 100)} is no resource` };
  return {
    ok: true,
    wishes: [...Object.entries(records), ...edge].map(([resource, value]) => ({
      resource,
      value: keepingEdge(value, state[resource] ?? null),
      risk: 'safe',
      why: 'launch.yaml wants it so.',
    })),
  };
}

/** Zone lines cannot say that a record is proxied: what is set stays. */
function keepingEdge(wanted: Json, now: Json): Json {
  if (!isMap(wanted) || !isMap(now) || now['isProxied'] !== true) return wanted;
  return { ...wanted, isProxied: true, ttlSeconds: 'auto' };
}

const isMap = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mapOf = (value: unknown): Readonly<Record<string, Json>> => (isMap(value) ? value : {});
const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, maxLines) : [];

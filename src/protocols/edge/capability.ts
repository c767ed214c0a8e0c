import type { Capability, Provider } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import { setFrom } from '../zone/records/resources.ts';
import { parseResource } from './resource.ts';
import type { ResourceId } from './resource.ts';

/** Why this provider cannot hold a resource (null: delete it), or null when it can. For planning: nothing is asked. */
export function unsupported(
  provider: Pick<Provider, 'capabilities' | 'title'>,
  zone: string,
  wanted: { readonly resource: string; readonly value: Json },
): string | null {
  const id = parseResource(wanted.resource);
  if (id === null) return `${wanted.resource.slice(0, 120)} is no resource`;
  const found = patternsOf(id, zone).flatMap((pattern) => own(provider.capabilities, pattern) ?? [])[0];
  if (found === undefined) return `${provider.title} has no ${id.kind}`;
  if (found.can !== 'yes') return found.note;
  return id.kind === 'rrset' && wanted.value !== null ? valueRefusal(provider, wanted) : null;
}

/** Most telling pattern first. */
function patternsOf(id: ResourceId, zone: string): readonly string[] {
  if (id.kind === 'rrset')
    return [...(id.name === zone ? [`rrset:${id.type}@apex`] : []), `rrset:${id.type}`, 'rrset'];
  if (id.kind === 'setting') return [`setting:${id.setting}`, 'setting'];
  if (id.kind === 'rule' || id.kind === 'rule-order') return [`rule:${id.family}`, 'rule'];
  return [id.kind];
}

function valueRefusal(
  provider: Pick<Provider, 'capabilities' | 'title'>,
  wanted: { readonly resource: string; readonly value: Json },
): string | null {
  const set = setFrom(wanted.resource, wanted.value);
  if ('problem' in set) return set.problem;
  const needs = [
    ...(set.isProxied === true ? ['proxied'] : []),
    ...(set.comments === undefined ? [] : ['comments']),
    ...(set.ttlSeconds === 'auto' ? ['ttl-auto'] : []),
  ];
  for (const need of needs) {
    const found = own(provider.capabilities, need);
    if (found?.can !== 'yes') return found?.note ?? `${provider.title} has no ${need}`;
  }
  return null;
}

const own = (capabilities: Readonly<Record<string, Capability>>, key: string): Capability | undefined =>
  Object.hasOwn(capabilities, key) ? capabilities[key] : undefined;

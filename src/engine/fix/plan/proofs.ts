import type { FixProbe, Preflight } from '../../../model/fix.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import type { Difference } from '../../../protocols/edge/state.ts';
import { setFrom, setsOf } from '../../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../../protocols/zone/records/record-set.ts';
import type { DangerContext } from '../dangers/judged.ts';

const webTypes = new Set(['A', 'AAAA', 'CNAME', 'ALIAS']);

/** What must hold from outside after a change. What the edge answers instead of the record cannot be seen in DNS. */
export function probesOf(change: Difference, context: DangerContext): readonly FixProbe[] {
  const id = parseResource(change.resource);
  if (id?.kind !== 'rrset') return [];
  const set = setOrNull(change);
  if (set === undefined) return [];
  const parent: FixProbe = { kind: 'parent', zone: context.zone };
  const isWeb = webTypes.has(id.type) && isKnownHost(id.name, context);
  const tls: readonly FixProbe[] = isWeb && set !== null ? [{ kind: 'tls', host: id.name }] : [];
  if (isFlattened(id, context) || set?.isProxied === true) return [...tls, parent];
  const answer: FixProbe = {
    kind: 'answer',
    name: id.name,
    type: id.type,
    values: set?.values ?? null,
    ttlSeconds: set === null || set.ttlSeconds === 'auto' ? null : set.ttlSeconds,
  };
  return [answer, ...tls, parent];
}

const isFlattened = (
  { name, type }: { readonly name: string; readonly type: string },
  { zone }: DangerContext,
): boolean => name === zone && (type === 'CNAME' || type === 'ALIAS');

const isKnownHost = (name: string, { known, manifest }: DangerContext): boolean =>
  known.httpsHosts?.includes(name) ?? manifest.hosts.some((host) => host.name === name && host.isPublic);

/** undefined: it cannot be read. */
function setOrNull({ resource, after }: Difference): RecordSet | null | undefined {
  if (after === null) return null;
  const set = setFrom(resource, after);
  return 'problem' in set ? undefined : set;
}

/** What must hold before anything is written. */
export function preflightsOf(change: Difference, context: DangerContext): readonly Preflight[] {
  const id = parseResource(change.resource);
  if (id?.kind === 'setting') return settingPreflights(id.setting, change, context);
  if (id?.kind !== 'rrset' || !webTypes.has(id.type)) return [];
  const [old, next] = [
    change.before === null ? null : setFrom(change.resource, change.before),
    setOrNull(change),
  ];
  if (next === null || next === undefined || !isKnownHost(id.name, context)) return [];
  const had = old === null || 'problem' in old ? [] : old.values;
  const fresh = next.values.filter((value) => !had.includes(value));
  const leavesEdge = old !== null && !('problem' in old) && old.isProxied === true && next.isProxied !== true;
  const targets = leavesEdge ? next.values : fresh;
  return targets.length === 0 ? [] : [{ kind: 'target', host: id.name, targets }];
}

function settingPreflights(
  setting: string,
  { after }: Difference,
  context: DangerContext,
): readonly Preflight[] {
  const proxied = setsOf(context.after).filter(({ isProxied }) => isProxied === true);
  if (setting === 'ssl' && after === 'strict')
    return proxied.map((set) => ({ kind: 'target', host: set.name, targets: set.values }));
  const widens =
    setting === 'hsts' &&
    (after as { readonly includesSubdomains?: boolean } | null)?.includesSubdomains === true;
  const hosts = widens
    ? setsOf(context.after).filter(
        ({ name, type }) => webTypes.has(type) && !name.includes('_') && !name.startsWith('*'),
      )
    : setting === 'hsts' || (setting === 'always-https' && after === true)
      ? proxied
      : [];
  return hosts.length === 0 ? [] : [{ kind: 'https', hosts: [...new Set(hosts.map(({ name }) => name))] }];
}

import { target, targetKey, type Target, type TargetKind } from '../model/target.ts';
import type { Manifest } from '../model/manifest.ts';

/** The targets a run starts with; everything else is discovered from facts. */
export function seedTargets(manifest: Manifest, zone: string): readonly Target[] {
  const { domain } = manifest.product;
  const hosts =
    manifest.hosts.length > 0 ? manifest.hosts.map((host) => host.name) : [domain, `www.${domain}`];
  const mailDomains = manifest.mail.domains.length > 0 ? manifest.mail.domains : [domain];
  return distinct([
    target('site', domain),
    target('zone', zone),
    ...hosts.map((name) => target('host', name)),
    ...mailDomains.map((name) => target('mailDomain', name)),
    ...manifest.pages.map((page) => target('page', page.url)),
    ...(manifest.repository.path === null ? [] : [target('repository', manifest.repository.path)]),
    ...manifest.dataStores.map((store) => target('database', store.id)),
  ]);
}

export function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((each) => [targetKey(each), each])).values()];
}

/**
 * Which target of `kind` a fact about `from` is looked up at: the same one, the one site, the zone that encloses a host, the
 * host of a page. Null when there is none.
 */
export function relatedTarget(from: Target, kind: TargetKind, known: Iterable<Target>): Target | null {
  if (from.kind === kind) return from;
  const candidates = [...known].filter((each) => each.kind === kind);
  if (kind === 'site' || kind === 'repository') return candidates[0] ?? null;
  const name = hostNameOf(from);
  if (kind === 'host') return candidates.find((each) => each.name === name) ?? null;
  if (kind === 'zone' || kind === 'mailDomain') return closestAncestor(name, candidates);
  return null;
}

function hostNameOf(from: Target): string {
  if (from.kind === 'page') return new URL(from.name).hostname;
  if (from.kind === 'endpoint') return new URL(from.name.replace(/^\S+ /, '')).hostname;
  return from.name;
}

function closestAncestor(name: string, candidates: readonly Target[]): Target | null {
  const enclosing = candidates.filter((each) => name === each.name || name.endsWith(`.${each.name}`));
  return enclosing.toSorted((a, b) => b.name.length - a.name.length)[0] ?? null;
}

import { isAtOrBelow, plainName } from '../../../protocols/dns/name.ts';
import { isGloballyReachable } from '../../../protocols/dns/special-addresses.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import { ask, dangerous, isVital, missingFrom, ownerOf, refused, setOf } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

const addressTypes = new Set(['A', 'AAAA', 'CNAME', 'ALIAS', 'DNAME', 'HTTPS', 'SVCB']);
const dayS = 86_400;
const maxChain = 10;

/** Where a name leads: apex, canonical host, app, api and checkout hosts; names mail and name servers stand on. */
export const addressRule: DangerRule = (change, context) => {
  const owner = ownerOf(change.resource);
  if (owner === null || !addressTypes.has(owner.type) || owner.name.startsWith('_')) return [];
  if (owner.name.includes('._domainkey')) return [];
  const [before, after] = [setOf(change, 'before'), setOf(change, 'after')];
  const impossible = unusable(owner.name, after?.values ?? [], context);
  if (impossible !== null) return [refused('address', impossible)];
  if (before !== null && after !== null && missingFrom(before.values, after.values).length === 0)
    return missingFrom(after.values, before.values).length === 0
      ? ttl(owner.name, after.ttlSeconds)
      : moved(
          owner.name,
          `${owner.name} would also lead to ${missingFrom(after.values, before.values).join(', ')}`,
          context,
        );
  const carried = carries(owner.name, context);
  if (!leads(owner.name, context.before)) return fresh(owner.name, context);
  const says = leads(owner.name, context.after)
    ? `${owner.name} would lead to ${(after?.values ?? ['the other records of its name']).join(', ')} instead of ${(before?.values ?? ['where it leads now']).join(', ')}`
    : `${owner.name} would not lead anywhere any more`;
  return [...moved(owner.name, says, context), ...carried];
};

/** Values no visitor can follow. */
function unusable(name: string, values: readonly string[], context: DangerContext): string | null {
  const isPrivateFine = context.manifest.isPrivateNetworkAllowed;
  const inner = values.find((value) => isAddress(value) && !isGloballyReachable(value));
  if (inner !== undefined && !isPrivateFine)
    return `${inner} is no public address: nobody outside could reach ${name}`;
  if (loops(name, context.after)) return `${name} would lead back to itself`;
  const lost = values.map(plainName).find((target) => isMissing(target, context));
  return lost === undefined ? null : `${name} would lead to ${lost}, which does not exist in this zone`;
}

const isAddress = (value: string): boolean => /^[\d.]+$|:/.test(value) && !value.includes(' ');

function isMissing(target: string, { zone, after }: DangerContext): boolean {
  if (isAddress(target) || target.includes(' ') || target === zone) return false;
  if (!isAtOrBelow(target, zone)) return false;
  const sets = setsOf(after);
  const isDelegated = sets.some(
    ({ name, type }) => type === 'NS' && name !== zone && isAtOrBelow(target, name),
  );
  const isWild = sets.some(({ name }) => name.startsWith('*.') && isAtOrBelow(target, name.slice(2)));
  return !isDelegated && !isWild && !leads(target, after);
}

function loops(name: string, state: Resources): boolean {
  const aliases = new Map(
    setsOf(state).flatMap((set) =>
      set.type === 'CNAME' ? [[set.name, plainName(set.values[0] ?? '')] as const] : [],
    ),
  );
  let at: string | undefined = name;
  for (let step = 0; step < maxChain && at !== undefined; step += 1) {
    at = aliases.get(at);
    if (at === name) return true;
  }
  return at !== undefined;
}

const leads = (name: string, state: Resources): boolean =>
  setsOf(state).some((set) => set.name === name && ['A', 'AAAA', 'CNAME', 'ALIAS'].includes(set.type));

function ttl(name: string, seconds: number | 'auto'): readonly Judged[] {
  if (seconds === 'auto' || (seconds >= 30 && seconds <= 7 * dayS)) return [];
  return [ask('ttl', `${name} would be remembered for ${seconds} seconds`)];
}

function moved(name: string, says: string, context: DangerContext): readonly Judged[] {
  const grade = isVital(name, context) || name.startsWith('*') ? dangerous : ask;
  return [grade('address', says)];
}

/** A new name hurts only where something else answered for it so far. */
function fresh(name: string, { before, zone }: DangerContext): readonly Judged[] {
  if (name.startsWith('*'))
    return [dangerous('wildcard', `every name below ${name.slice(2)} that does not exist would answer`)];
  const parent = name.slice(name.indexOf('.') + 1);
  const isCovered = isAtOrBelow(parent, zone) && leads(`*.${parent}`, before);
  return isCovered ? [ask('wildcard', `${name} is answered by *.${parent} today`)] : [];
}

/** Mail and the zone itself stand on addresses too. */
function carries(name: string, { before, zone }: DangerContext): readonly Judged[] {
  const uses = setsOf(before).filter(({ type, values }) =>
    values.some((value) => plainName(type === 'MX' ? (value.split(' ')[1] ?? '') : value) === name),
  );
  return uses.flatMap(({ type, name: user }) => {
    if (type === 'MX') return [dangerous('mail-host', `mail for ${user} is delivered to ${name}`)];
    if (type === 'NS')
      return [dangerous('name-server', `${name} is a name server of ${user === zone ? 'the zone' : user}`)];
    return [];
  });
}

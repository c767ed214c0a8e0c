import type { HandoverLine } from '../../model/handover.ts';
import registration from '../../facts/domain/registration.ts';
import domainMap from '../../facts/domain/map.ts';
import { auditOnly, measured } from './lines.ts';
import { factsOf, manifestOf, type HandoverMaterial } from './material.ts';

/** Words of a company's name that say nothing about which company it is. */
const filler = /\b(?:ltd|limited|inc|llc|gmbh|bv|sa|ag|co|corp|corporation|registrar|domains?|the|and)\b/g;
const coreOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, ' ')
    .replace(filler, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const areAlike = (a: string, b: string): boolean => {
  const [one, other] = [coreOf(a), coreOf(b)];
  return one === '' || other === '' || one.includes(other) || other.includes(one);
};

/** What somebody claims and the measurement denies. */
export function contradictionsOf(material: HandoverMaterial): readonly HandoverLine[] {
  return [...registrars(material), ...proxied(material), ...people(material), ...providers(material)];
}

const line = (material: HandoverMaterial, id: string, cells: readonly string[]): HandoverLine =>
  measured(material, { id, cells, state: 'bad', rerun: auditOnly(material, 'domain') });

function registrars(material: HandoverMaterial): readonly HandoverLine[] {
  const account = manifestOf(material).accounts.find(({ id }) => id === 'registrar');
  return factsOf(material, registration).flatMap(({ value }) => {
    const seen = value.registrar?.name ?? null;
    if (account === undefined || seen === null || areAlike(account.service, seen)) return [];
    return [
      line(material, 'contradiction registrar', [
        `the registrar is ${account.service}`,
        'launch.yaml, accounts',
        `the registry says ${seen}`,
      ]),
    ];
  });
}

const proxied = (material: HandoverMaterial): readonly HandoverLine[] => {
  const rows = factsOf(material, domainMap).flatMap(({ value }) => value.rows);
  return manifestOf(material).hosts.flatMap(({ name, isProxied }) => {
    const seen = rows.filter((row) => row.name === name && row.isProxied !== null);
    const other = seen.find((row) => row.isProxied !== isProxied);
    if (isProxied === null || other === undefined) return [];
    return [
      line(material, `contradiction proxied ${name}`, [
        `${name} ${isProxied ? 'stands' : 'does not stand'} behind the CDN`,
        'launch.yaml, hosts',
        `its address ${other.value} ${other.isProxied === true ? 'is' : 'is not'} the CDN’s`,
      ]),
    ];
  });
};

/** A host said to be at one provider and found at another. */
const providers = (material: HandoverMaterial): readonly HandoverLine[] => {
  const rows = factsOf(material, domainMap).flatMap(({ value }) => value.rows);
  return manifestOf(material).hosts.flatMap(({ name, provider }) => {
    const seen = rows.find((row) => row.name === name && row.provider !== null)?.provider ?? null;
    if (provider === null || seen === null || areAlike(provider, seen)) return [];
    return [
      line(material, `contradiction provider ${name}`, [
        `${name} is served by ${provider}`,
        'launch.yaml, hosts',
        `its address belongs to ${seen}`,
      ]),
    ];
  });
};

/** Somebody is named as owner who is not among the people. */
function people(material: HandoverMaterial): readonly HandoverLine[] {
  const { people: all, hosts, accounts, alerts } = manifestOf(material);
  if (all.length === 0) return [];
  const known = new Set(all.flatMap(({ id, name }) => [id, name]));
  const named = [
    ...hosts.map(({ name, owner }) => [owner, `host ${name}`] as const),
    ...accounts.flatMap(({ id, owner, billingOwner }) => [
      [owner, `account ${id}`] as const,
      [billingOwner, `the bill of ${id}`] as const,
    ]),
    ...alerts.map(({ id, owner }) => [owner, `alert route ${id}`] as const),
  ];
  return named.flatMap(([owner, what]) =>
    owner === null || known.has(owner)
      ? []
      : [
          {
            ...line(material, `contradiction owner ${what}`, [
              `${owner} looks after ${what}`,
              'launch.yaml',
              'nobody of that name is under people',
            ]),
            origin: 'derived' as const,
            rerun: null,
          },
        ],
  );
}

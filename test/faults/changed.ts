import { isDeepStrictEqual } from 'node:util';
import type { AppName, HostPlan, RecordPlan, WorldPlan, ZonePlan } from '../../src/world/plan.ts';
import type { Asked } from './asked.ts';

/** What of the world answers otherwise than before. */
export interface Change {
  /** Zones of which anything differs, and the names that do; `all` where it is more than names. */
  readonly zones: ReadonlyMap<string, 'all' | readonly string[]>;
  /** By host: everything there, or only these paths; a final `*` matches the rest. */
  readonly hosts: ReadonlyMap<string, 'all' | readonly string[]>;
  /** Handshakes, whatever the name: an address may show another host's certificate. */
  readonly isTls: boolean;
  /** Conversations over plain sockets, those of mail servers. */
  readonly isMail: boolean;
  /** IP addresses that answer otherwise. */
  readonly addresses: readonly string[];
}

/** Whether a look that asked this may find something else in a changed world; what names resolve to is for the caller to see. */
export function isTouchedBy(change: Change, asked: Asked): boolean {
  return (
    asked.isUntold ||
    (change.zones.size > 0 && asked.ports.has(53)) ||
    [...asked.exchanged].some((name) => isDoubtful(change, name)) ||
    isTouchedBeyondDns(change, asked)
  );
}

/** Whether this question, once answered so, may have another answer now. */
export function isDoubtful({ zones }: Change, name: string, answer = ''): boolean {
  return [...zones].some(([zone, names]) =>
    names === 'all'
      ? isBelow(name, zone) || answer.includes(zone)
      : names.some((each) => name === each || answer.includes(each)),
  );
}

const isBelow = (name: string, zone: string): boolean =>
  zone === '.' || name === zone || name.endsWith(`.${zone}`);

function isTouchedBeyondDns(change: Change, { urls, shaken, ports, addresses, resolved }: Asked): boolean {
  const isReached = (address: string): boolean =>
    addresses.has(address) ||
    (urls.size > 0 && [...resolved.values()].some((answer) => answer.includes(`"${address}"`)));
  return (
    change.addresses.some((address) => isReached(address)) ||
    (change.isTls && shaken.size > 0) ||
    [...shaken].some((host) => change.hosts.get(host) === 'all') ||
    (change.isMail && [...ports].some((port) => port !== 53)) ||
    [...urls].some((url) => isChangedUrl(change.hosts, url))
  );
}

function isChangedUrl(hosts: Change['hosts'], url: string): boolean {
  const slash = url.indexOf('/');
  const changed = hosts.get(url.slice(0, slash));
  if (changed === undefined || changed === 'all') return changed !== undefined;
  const path = url.slice(slash);
  return changed.some((each) => (each.endsWith('*') ? path.startsWith(each.slice(0, -1)) : path === each));
}

export function changeOf(before: WorldPlan, after: WorldPlan): Change {
  const isOther = (...keys: readonly (keyof WorldPlan)[]): boolean =>
    keys.some((key) => !isDeepStrictEqual(before[key], after[key]));
  const certificates = changedKeys(before.certificates, after.certificates);
  const hosts = changedHosts(before, after, certificates);
  const ofMail = [...Object.values(before.mailServers), ...Object.values(after.mailServers)];
  return {
    zones: changedZones(before, after),
    hosts,
    isTls:
      [...hosts].some(([name]) => !isDeepStrictEqual(ownTls(before, name), ownTls(after, name))) ||
      certificates.length > 0,
    isMail: isOther('mailServers') || ofMail.some(({ certificate }) => certificates.includes(certificate)),
    addresses: changedKeys(before.addresses, after.addresses),
  };
}

const ownTls = ({ hosts }: WorldPlan, name: string): unknown => [hosts[name]?.certificate, hosts[name]?.tls];

function changedZones(before: WorldPlan, after: WorldPlan): Change['zones'] {
  const zones = new Map(
    changedKeys(before.zones, after.zones).map((zone) => [
      zone,
      changedNames(before.zones[zone], after.zones[zone]),
    ]),
  );
  const names = [...zones.values()].flatMap((each) => (each === 'all' ? [] : each));
  const hosted = names.flatMap((name) => [before, after].flatMap((plan) => zonesOn(plan, name)));
  for (const zone of [...hosted, ...movedZones(before, after)]) zones.set(zone, 'all');
  // The key mail is signed with is published when the world starts.
  if (!isDeepStrictEqual(before.mailSender, after.mailSender))
    for (const { mailSender } of [before, after]) zones.set(mailSender.dkim.domain, 'all');
  return zones;
}

const zonesOn = ({ nameServers }: WorldPlan, server: string): readonly string[] =>
  nameServers[server]?.zones ?? [];

/** Zones on servers that answer otherwise, and those that came to a server or left it. */
const movedZones = (before: WorldPlan, after: WorldPlan): readonly string[] =>
  changedKeys(before.nameServers, after.nameServers).flatMap((server) => {
    const [young, old] = [new Set(zonesOn(after, server)), new Set(zonesOn(before, server))];
    const isSameButForZones = isDeepStrictEqual(
      { ...after.nameServers[server], zones: [] },
      { ...before.nameServers[server], zones: [] },
    );
    return [...(isSameButForZones ? young.symmetricDifference(old) : young.union(old))];
  });

/** Names of the zone that answer otherwise; `all` where what is below them, or every proof, does too. */
function changedNames(before: ZonePlan | undefined, after: ZonePlan | undefined): 'all' | readonly string[] {
  if (before === undefined || after === undefined || !isDeepStrictEqual(before.dnssec, after.dnssec))
    return 'all';
  const [old, young] = [before, after].map(
    ({ records }) => new Set(records.map((each) => JSON.stringify(each))),
  );
  const changed = [...before.records, ...after.records].filter((record) => {
    const text = JSON.stringify(record);
    return old?.has(text) !== young?.has(text);
  });
  const isAbove = ({ name, type }: RecordPlan): boolean =>
    name.startsWith('*.') || ['NS', 'DS', 'DNAME', 'SOA'].includes(type);
  return changed.some((record) => isAbove(record))
    ? 'all'
    : changed.flatMap(({ name }) => upTo(name, before.name));
}

/** The name and those between it and its zone: where nothing was, there is now an empty place (RFC 8020). */
function upTo(name: string, zone: string): readonly string[] {
  const above = name.slice(name.indexOf('.') + 1);
  return name.includes('.') && above !== zone && isBelow(above, zone) ? [name, ...upTo(above, zone)] : [name];
}

const ofShop: readonly AppName[] = ['market', 'api', 'admin', 'checkout'];

function changedHosts(
  before: WorldPlan,
  after: WorldPlan,
  certificates: readonly string[],
): ReadonlyMap<string, 'all' | readonly string[]> {
  const apps = changedApps(before, after);
  const all = { ...before.hosts, ...after.hosts };
  return new Map(
    Object.keys(all).flatMap((name): (readonly [string, 'all' | readonly string[]])[] => {
      const versions = [before.hosts[name], after.hosts[name]].filter((host) => host !== undefined);
      const isWhole = versions.some(
        ({ app, certificate }) =>
          apps.has(app) || (certificate !== null && certificates.includes(certificate)),
      );
      const paths = isWhole ? 'all' : changedPaths(before.hosts[name], after.hosts[name]);
      return paths === 'all' || paths.length > 0 ? [[name, paths]] : [];
    }),
  );
}

/** Whose answers hang on more than their host's own plan. */
function changedApps(before: WorldPlan, after: WorldPlan): ReadonlySet<AppName> {
  const behind: readonly (readonly [keyof WorldPlan, readonly AppName[]])[] = [
    ['app', ofShop],
    ['mailSender', ofShop],
    ['payment', [...ofShop, 'payment']],
    ['backends', ['backends']],
    ['registration', ['rdap', 'bootstrap']],
  ];
  const payments = [before, after].flatMap(({ hosts }) =>
    Object.values(hosts).filter(({ app }) => app === 'payment'),
  );
  const isPaymentChanged = payments.some(
    ({ name }) => !isDeepStrictEqual(before.hosts[name], after.hosts[name]),
  );
  const changed = behind.filter(([key]) => !isDeepStrictEqual(before[key], after[key]));
  return new Set([...changed.flatMap(([, apps]) => apps), ...(isPaymentChanged ? ofShop : [])]);
}

function changedPaths(before: HostPlan | undefined, after: HostPlan | undefined): 'all' | readonly string[] {
  if (before === undefined || after === undefined) return 'all';
  const { files, redirects, pathHeaders, ...rest } = before;
  const { files: filesAfter, redirects: redirectsAfter, pathHeaders: headersAfter, ...restAfter } = after;
  if (!isDeepStrictEqual(rest, restAfter)) return 'all';
  const isKept = (list: HostPlan['redirects'], one: HostPlan['redirects'][number]): boolean =>
    list.some((each) => isDeepStrictEqual(each, one));
  return [
    ...changedKeys(files, filesAfter),
    ...changedKeys(pathHeaders, headersAfter),
    ...redirects.filter((one) => !isKept(redirectsAfter, one)).map(({ from }) => from),
    ...redirectsAfter.filter((one) => !isKept(redirects, one)).map(({ from }) => from),
  ];
}

const changedKeys = (before: object, after: object): readonly string[] => {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...young.keys()])].filter(
    (key) => !isDeepStrictEqual(old.get(key), young.get(key)),
  );
};

import { isDeepStrictEqual } from 'node:util';
import type { StoredFact } from '../../src/model/facts-file.ts';
import { withFaults, type Fault } from '../../src/world/fault.ts';
import { healthyPlan } from '../../src/world/healthy/healthy-plan.ts';
import type { WorldPlan } from '../../src/world/plan.ts';
import { unixMs } from '../../src/model/brand.ts';

const ofRecords = ['domain', 'mail', 'tls'];
const ofHosts = ['exposure', 'bundles', 'api', 'edge', 'applinks'];
const ofPages = ['headers', 'cache', 'pages'];
/**
 * Which themes a fault of this theme cannot touch: what the healthy twin showed there is not asked again, thousands of questions a
 * fault. `npm run faults` asks everything (`LAUNCH_READY_FAULTS=whole`).
 */
const otherThemes: Readonly<Record<string, readonly string[]>> = {
  dns: [...ofHosts, ...ofPages],
  registration: [...ofHosts, ...ofPages, 'redirects', 'tls', 'mail'],
  mail: [...ofHosts, ...ofPages, 'redirects', 'tls'],
  tls: ['mail', 'exposure', 'bundles', 'api'],
  redirects: ['mail', 'exposure', 'bundles', 'api'],
  headers: [...ofRecords, 'exposure', 'bundles'],
  cache: [...ofRecords, 'exposure', 'bundles'],
  pages: [...ofRecords, 'exposure', 'bundles'],
  applinks: [...ofRecords, 'exposure', 'bundles', 'api'],
  exposure: [...ofRecords, 'redirects', 'bundles'],
  bundles: [...ofRecords, 'redirects', 'exposure'],
  api: [...ofRecords, 'redirects', 'bundles'],
  edge: ['mail'],
};
/** Themes that ask each host for itself: what they find on one tells nothing about another. */
const perHost = /^(?:exposure|api|tls|applinks|headers|cache)\//;

/** Which facts of the healthy twin still hold in a world with this fault. */
export function untouchedBy(theme: string, fault: Fault): (stored: StoredFact) => boolean {
  const isExpected = (other: string): boolean =>
    fault.expects.some(({ check }) => check.startsWith(`${other}/`));
  const themes = new Set((otherThemes[theme] ?? []).filter((other) => !isExpected(other)));
  const before = healthyPlan(unixMs(0));
  const changed = changedHosts(before, withFaults(before, [fault]));
  const expected = expectedHosts(fault);
  const isOfOtherHost = ({ id, target, fact }: StoredFact): boolean =>
    changed === null
      ? expected !== null && !expected.has(target.name) && perHost.test(id)
      : !changed.has(target.name) && !namesOneOf(changed, JSON.stringify(fact));
  return (stored) =>
    themes.has(stored.id.split('/')[0] ?? stored.id) ||
    (stored.target.kind === 'host' && isOfOtherHost(stored));
}

/** A page that links there, a redirect that leads there. */
const namesOneOf = (hosts: ReadonlySet<string>, text: string): boolean =>
  [...hosts].some((host) =>
    new RegExp(`(?<![\\w.-])${host.replaceAll('.', String.raw`\.`)}(?![\\w-])`, 'u').test(text),
  );

/** The hosts a fault is about; null when it is about more than hosts. */
function expectedHosts({ expects }: Fault): ReadonlySet<string> | null {
  const hosts = expects.map(({ target }) => /^host:(.+)$/u.exec(target)?.[1]);
  return hosts.every((host) => host !== undefined) ? new Set(hosts) : null;
}

/** The hosts that answer otherwise than before; null when more than hosts has changed. */
function changedHosts(before: WorldPlan, after: WorldPlan): ReadonlySet<string> | null {
  const { hosts: hostsBefore, certificates: certificatesBefore, ...restBefore } = before;
  const { hosts, certificates, ...rest } = after;
  if (!isDeepStrictEqual(restBefore, rest)) return null;
  const isAsBefore = (name: string): boolean => {
    const [own, earlier] = [hosts[name], hostsBefore[name]];
    const id = own?.certificate ?? null;
    return (
      isDeepStrictEqual(own, earlier) &&
      (id === null || isDeepStrictEqual(certificates[id], certificatesBefore[id]))
    );
  };
  return new Set(Object.keys({ ...hostsBefore, ...hosts }).filter((name) => !isAsBefore(name)));
}

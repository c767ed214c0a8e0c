import type { Difference } from '../../protocols/edge/state.ts';
import { setFrom } from '../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../protocols/zone/records/record-set.ts';

/** How a registrar's or host's form wants things written (their help pages, 2026). */
interface FormHabits {
  readonly title: string;
  readonly where: string;
  /** What stands in the name field for the domain itself. */
  readonly apex: string;
  readonly wantsFinalDot: boolean;
  readonly wantsQuotes: boolean;
}

export const registrars = {
  godaddy: {
    title: 'GoDaddy',
    where: 'My Products > Domain > DNS',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  namecheap: {
    title: 'Namecheap',
    where: 'Domain List > Manage > Advanced DNS',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  ionos: {
    title: 'IONOS',
    where: 'Domains & SSL > the gear > DNS',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  gandi: { title: 'Gandi', where: 'Domain > DNS Records', apex: '@', wantsFinalDot: true, wantsQuotes: true },
  porkbun: {
    title: 'Porkbun',
    where: 'Domain Management > Details > DNS Records',
    apex: '',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  squarespace: {
    title: 'Squarespace',
    where: 'Domains > DNS > DNS Settings',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  cloudflare: {
    title: 'Cloudflare',
    where: 'the domain > DNS > Records',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  route53: {
    title: 'Route 53',
    where: 'Hosted zones > the domain > Records',
    apex: '',
    wantsFinalDot: false,
    wantsQuotes: true,
  },
  ovh: {
    title: 'OVHcloud',
    where: 'Web Cloud > Domain names > the domain > DNS zone',
    apex: '',
    wantsFinalDot: true,
    wantsQuotes: false,
  },
  'name-com': {
    title: 'Name.com',
    where: 'My Domains > the domain > Manage DNS Records',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  hover: { title: 'Hover', where: 'the domain > DNS', apex: '@', wantsFinalDot: false, wantsQuotes: false },
  vercel: {
    title: 'Vercel',
    where: 'Domains > the domain > DNS Records',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  netlify: {
    title: 'Netlify',
    where: 'Domains > the domain > DNS settings',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
  other: {
    title: 'your DNS host',
    where: 'the DNS page of the domain',
    apex: '@',
    wantsFinalDot: false,
    wantsQuotes: false,
  },
} as const satisfies Readonly<Record<string, FormHabits>>;
export type RegistrarId = keyof typeof registrars;

/** Record changes as steps for somebody in front of a registrar's form, removals first. What is no record is left out. */
export function registrarSteps(
  zone: string,
  changes: readonly Difference[],
  registrar: RegistrarId,
): readonly string[] {
  const habits: FormHabits = registrars[registrar];
  const steps = changes.flatMap(({ resource, before, after }) => {
    const [old, wanted] = [setOrNull(resource, before), setOrNull(resource, after)];
    const gone = (old?.values ?? []).filter((value) => wanted?.values.includes(value) !== true);
    return [
      ...gone.map((value) => ({ rank: 0, text: step('Delete', { zone, habits, set: old, value }) })),
      ...(wanted?.values ?? []).map((value) => {
        const isThere = old?.values.includes(value) === true;
        const isSame = isThere && old.ttlSeconds === wanted?.ttlSeconds;
        return {
          rank: isSame ? 2 : 1,
          text: step(isThere ? 'Set the TTL of' : 'Add', { zone, habits, set: wanted, value }),
        };
      }),
    ];
  });
  const wanted = steps.filter(({ rank }) => rank < 2).toSorted((a, b) => a.rank - b.rank);
  return wanted.length === 0
    ? []
    : [`Open ${habits.title}: ${habits.where}.`, ...wanted.map(({ text }) => text)];
}

interface Step {
  readonly zone: string;
  readonly habits: FormHabits;
  readonly set: RecordSet | null;
  readonly value: string;
}

function step(verb: string, { zone, habits, set, value }: Step): string {
  if (set === null) return '';
  const owner = set.name === zone ? habits.apex : set.name.slice(0, -zone.length - 1);
  const name = owner === '' ? 'an empty name' : `name ${owner}`;
  const ttl =
    verb === 'Delete' ? '' : `, TTL ${set.ttlSeconds === 'auto' ? 'automatic' : `${set.ttlSeconds} seconds`}`;
  return `${verb}: type ${set.type}, ${name}, value ${valueText(set.type, value, habits)}${ttl}.`;
}

function valueText(type: string, value: string, habits: FormHabits): string {
  if (type === 'TXT')
    return habits.wantsQuotes
      ? value
      : value
          .slice(1, -1)
          .replaceAll('" "', '')
          .replace(/\\(["\\])/g, '$1');
  return habits.wantsFinalDot ? value : value.replace(/([^. ])\.$/, '$1');
}

function setOrNull(resource: string, value: Difference['before']): RecordSet | null {
  const set = value === null ? null : setFrom(resource, value);
  return set === null || 'problem' in set ? null : set;
}

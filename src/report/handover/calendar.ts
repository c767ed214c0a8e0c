import { unixMs } from '../../model/brand.ts';
import type { CalendarEntry } from '../../model/handover.ts';
import registration from '../../facts/domain/registration.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { ladderDates } from './ladder-dates.ts';
import { claimDays } from './lines.ts';
import { factsOf, manifestOf, type HandoverMaterial } from './material.ts';
import { openAccess } from './sections/access.ts';

const dayMs = 86_400_000;

/** Everything with a date: certificates, the domain, steps of DMARC and HSTS, keys, accepted risks, answers, the next look. */
export function calendarOf(material: HandoverMaterial): readonly CalendarEntry[] {
  return [
    ...domains(material),
    ...certificates(material),
    ...ladderDates(material),
    ...tokens(material),
    ...waivers(material),
    ...answers(material),
    ...reviews(material),
  ].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const domains = (material: HandoverMaterial): readonly CalendarEntry[] =>
  factsOf(material, registration).flatMap(({ value }) => {
    const at = value.expiresAt === null ? Number.NaN : Date.parse(value.expiresAt);
    if (Number.isNaN(at)) return [];
    const about = `at ${value.registrar?.name ?? 'the registrar'}; renew it a month before`;
    return [{ id: `domain ${value.domain}`, at: unixMs(at), title: `${value.domain} ends`, about }];
  });

function certificates(material: HandoverMaterial): readonly CalendarEntry[] {
  const seen = new Set<string>();
  return factsOf(material, endpoint).flatMap(({ name, value }) =>
    value.chains.flatMap(({ certificates: [leaf] }) => {
      if (leaf === undefined || seen.has(leaf.sha256)) return [];
      seen.add(leaf.sha256);
      const about = `signed by ${leaf.issuerOrganization ?? leaf.issuer}; renewal should have happened by two thirds of its life`;
      return [
        {
          id: `certificate ${leaf.sha256.slice(0, 12)}`,
          at: unixMs(leaf.notAfter),
          title: `Certificate of ${name} ends`,
          about,
        },
      ];
    }),
  );
}

/** Keys of ours end with the hand-over; one whose vendor names a last day has that, too. */
const accessDays = 7;
const tokens = (material: HandoverMaterial): readonly CalendarEntry[] => [
  ...openAccess(material).map(({ id, what }) => ({
    id: `access ${id}`,
    at: unixMs(material.now + accessDays * dayMs),
    title: `Our access ends: ${what}`,
    about: 'take it away, then prove it: launch-ready handover close',
  })),
  ...material.access.flatMap(({ id, what, state, endsAt }) =>
    state === 'ended' || endsAt === null
      ? []
      : [
          {
            id: `ends ${id}`,
            at: endsAt,
            title: `Ends by itself: ${what}`,
            about: 'what uses it fails from then on',
          },
        ],
  ),
];

const waivers = (material: HandoverMaterial): readonly CalendarEntry[] =>
  manifestOf(material).waivers.flatMap(({ check, target, owner, until, reason }) => {
    const at = Date.parse(`${until}T00:00:00Z`);
    if (Number.isNaN(at)) return [];
    const what = target === null ? check : `${check} of ${target}`;
    return [
      {
        id: `waiver ${what}`,
        at: unixMs(at),
        title: `Accepted risk returns: ${what}`,
        about: `${owner}: ${reason}`,
      },
    ];
  });

const answers = (material: HandoverMaterial): readonly CalendarEntry[] =>
  [...material.answers].map(([id, { on, by }]) => ({
    id: `answer ${id}`,
    at: unixMs(on + claimDays * dayMs),
    title: `Ask again: ${id}`,
    about: `${by} said so ${claimDays} days before`,
  }));

const reviews = ({ now, report }: HandoverMaterial): readonly CalendarEntry[] =>
  [7, 30, 90].map((days) => ({
    id: `review ${days}`,
    at: unixMs(now + days * dayMs),
    title: `Look again at ${report.subject.domain}`,
    about: 'launch-ready handover verify',
  }));

import { manifestReference } from '../../src/manifest/reference.ts';
import { errorCodes } from '../../src/model/error-codes.ts';
import { allProfiles } from '../../src/profiles/load.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { Metadata } from './metadata.ts';
import { generated, markdownTable } from './text.ts';

export const manifestPage = (): string => `${generated('launch.yaml')}\n${manifestReference()}\n`;

export function factPage({ facts, collectors }: Metadata): string {
  const byToken = new Map(collectors.map((each) => [each.definition.yields.id, each.id]));
  const rows = facts.map(({ definition }) => [
    definition.id,
    definition.target,
    definition.about,
    byToken.get(definition.id) ?? 'given, not collected',
  ]);
  return `${generated('Facts')}\n${markdownTable(['id', 'about a', 'what is known', 'collector'], rows)}\n`;
}

export function errorPage(): string {
  const rows = Object.entries(errorCodes).map(([code, entry]) => [code, entry.title, entry.why, entry.todo]);
  return `${generated('Errors')}\nEach is printed without a stack and ends with exit code 2.\n\n${markdownTable(['code', 'what happened', 'why it matters', 'what to do'], rows)}\n`;
}

export function profilePage(): string {
  const fields: readonly (readonly [string, (profile: Profile) => string])[] = [
    ['for', (each) => `${each.from} to ${each.to}`],
    ['API p95, good / failing', (each) => `${each.api.p95GoodMs} / ${each.api.p95FailingMs ?? '-'} ms`],
    ['hot routes', (each) => each.hotRoutes.join(', ')],
    ['uptime checks', (each) => each.uptime.checks.join(', ')],
    ['journeys', (each) => each.journeys.join(', ')],
    ['redirect hops', (each) => String(each.redirects.maxHops)],
    ['rollback', (each) => each.rollback.level],
    ['not now', (each) => each.notNow.map((item) => item.what).join(', ')],
  ];
  const rows = fields.map(([name, value]) => [name, ...allProfiles.map(value)]);
  return `${generated('Profiles')}\n${markdownTable(['', ...allProfiles.map((each) => each.name)], rows)}\n`;
}

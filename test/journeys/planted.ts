import { profileFor } from '../../src/cli/audit/subject.ts';
import { handoverLetter } from '../../src/assistant/model/handover-letter.ts';
import { compareReports } from '../../src/engine/compare.ts';
import type { FactsFile } from '../../src/model/facts-file.ts';
import { canonicalJson } from '../../src/model/json.ts';
import type { SectionedPage } from '../../src/model/sections.ts';
import { findPersonal } from '../../src/protocols/logs/personal.ts';
import { fillTemplate } from '../../src/protocols/secrets/example.ts';
import { sharedScanner } from '../../src/protocols/secrets/redact.ts';
import { seededPick } from '../../src/protocols/secrets/seeded-pick-sample.ts';
import { handoverCalendar } from '../../src/report/handover/ics.ts';
import { makeHandover } from '../../src/report/handover/make.ts';
import type { HandoverMaterial } from '../../src/report/handover/material.ts';
import { handoverPage } from '../../src/report/handover/page.ts';
import { allQuestions } from '../../src/report/handover/questions.ts';
import { handoverTables } from '../../src/report/handover/tables.ts';
import { renderSectionsMarkdown } from '../../src/report/sections/markdown.ts';
import { sprintClientPage } from '../../src/report/sprint/client-page.ts';
import { sprintOf } from '../../src/tools/sprint.ts';
import { sampleReport } from '../suites/report-formats/sample/report.ts';

/** What must never leave: keys of several kinds, a person's address, a card, a number to call. */
export const planted: readonly string[] = [
  fillTemplate('ghp_{30b62}{crc}', seededPick(1)),
  `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`,
  'postgres://shop:Zk39xQ2mmN7w@db.harbormarket.shop/shop',
  'ines.falk@harbormarket.shop',
  '4111 1111 1111 1111',
  '+49 40 123456789',
];
const text = ` ${planted.join(' , ')} `;

/** Words the pack is built by; everything else that is a text gets the plants put behind it. */
const structural =
  /^(?:id|kind|check|target|name|domain|zone|severity|state|status|stage|role|schema|profile|origin|outcome|type|fingerprint|channel|tool|verdict|url|urls?|from|login|method|until|expiresAt|notAfter|sha256|themes?)$/;

function withPlants<T>(value: T, key = ''): T {
  const visit = (each: unknown, name: string): unknown => {
    if (typeof each === 'string') return structural.test(name) ? each : `${each}${text}`;
    if (typeof each !== 'object' || each === null) return each;
    if (Array.isArray(each)) return each.map((one: unknown) => visit(one, name));
    return Object.fromEntries(Object.entries(each).map(([child, one]) => [child, visit(one, child)]));
  };
  // Guarantee: texts become longer texts, everything else stays.
  return visit(value, key) as T;
}

/** Everything that leaves the house, by file name, made from material that holds the plants wherever a text can stand. */
export function plantedOutputs(file: FactsFile): {
  readonly texts: ReadonlyMap<string, string>;
  readonly pages: ReadonlyMap<string, SectionedPage>;
} {
  const material = plantedMaterial(file);
  const pack = makeHandover(material);
  const page = handoverPage(pack);
  const client = clientPage(material);
  return {
    pages: new Map([
      ['handover', page],
      ['client', client],
    ]),
    texts: new Map([
      ['handover.json', canonicalJson(pack)],
      ['handover.md', renderSectionsMarkdown(page)],
      ['calendar.ics', handoverCalendar(pack).replaceAll('\r\n ', '')],
      ['letter.md', handoverLetter(pack).join('\n')],
      ['client.md', renderSectionsMarkdown(client)],
      ...handoverTables(pack),
    ]),
  };
}

function plantedMaterial(file: FactsFile): HandoverMaterial {
  const now = file.collectedAt;
  const access = { id: 'token edge', what: 'token', reaches: 'zone', takeAway: 'there', said: 'open' };
  const material = withPlants<HandoverMaterial>({
    report: sampleReport,
    file,
    profile: profileFor(file.manifest),
    answers: new Map(),
    changes: [{ id: 'c', at: now, what: 'a', why: 'b', by: 'us', proof: 'p', undo: 'u' }],
    releases: [
      { id: 'r', at: now, kind: 'release', version: '1', outcome: 'released', isGood: true, tookMs: 1 },
    ],
    access: [{ ...access, state: 'open', at: now, key: null, endsAt: null, workedAt: now }],
    variables: [
      { name: 'KEY', isRequired: true, isSecret: true, reachesBrowser: false, usedIn: 'src/a.ts:1' },
    ],
    now,
  });
  // A number to ring is what an answer is for.
  const answer = planted.filter((each) => !each.startsWith('+')).join(' , ');
  const questions = allQuestions(material).filter((_, at) => at % 2 === 0);
  return {
    ...material,
    answers: new Map(questions.map(({ id }) => [id, { answer, by: `Ines ${answer}`, on: now }])),
  };
}

function clientPage({ report }: HandoverMaterial): SectionedPage {
  const [, ...findings] = report.findings;
  const now = { ...report, findings };
  const comparison = compareReports(report, now);
  const sprint = sprintOf({ start: report, now, comparison, at: now.judgedAt });
  return sprintClientPage({ sprint, start: report, now, comparison, readiness: { before: 40, after: 55 } });
}

/** What the project's own scanners find in a text that leaves the house. */
export function leaksIn(text: string): readonly string[] {
  const secrets = sharedScanner()
    .scan(Buffer.from(text, 'utf8'), { now: 0 })
    .filter(({ kind }) => kind !== 'publishable')
    .map(({ rule, value }) => `${rule.id}: ${value}`);
  const people = findPersonal(text)
    .filter(({ kind, start }) => kind !== 'phone number' || text[start] === '+')
    .map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
  const plain = planted.filter((each) => text.includes(each));
  return [...secrets, ...people, ...plain];
}

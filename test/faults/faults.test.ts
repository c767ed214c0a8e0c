import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { createFiles } from '../../src/outside/real/files.ts';
import { systemRandom } from '../../src/outside/real/chance.ts';
import { loadFaults } from '../../src/world/fault-files.ts';
import { storyNamed, storyNames } from '../../src/world/story.ts';
import { auditWorld } from './audit-world.ts';
import { comparePlanted, signature } from './planted.ts';

// The rule: the healthy twin is silent above `low`; each planted fault alone causes exactly its findings, nothing else.
// `npm run faults` plants all; `npm test` those the stories of the demo are made of, which a reader meets first.
const isWhole = process.env['LAUNCH_READY_FAULTS'] === 'all';
const told = new Set((await Promise.all(storyNames.map(storyNamed))).flatMap((story) => story.faults));
const planted = (await loadFaults(createFiles(systemRandom))).filter(({ id }) => isWhole || told.has(id));
const themes = Map.groupBy(planted, ({ id }) => id.split('/')[0] ?? id);
let healthy: readonly Finding[] = [];
const table = new Map<string, { planted: number; found: number; falseAlarms: number }>();

beforeAll(async () => {
  const { report } = await auditWorld();
  healthy = report.findings;
});

describe('the healthy twin', () => {
  for (const story of storyNames) {
    it(`${story}: nothing above low, nothing unknown that could block`, async () => {
      const { report } = await auditWorld({ story });
      expect(report.findings.filter((each) => each.severity !== 'low').map(signature)).toEqual([]);
      expect(report.verdict).toBe('ship');
    });
  }
});

for (const [theme, faults] of themes) {
  describe(`planted faults: ${theme}`, () => {
    for (const { id, definition } of faults) {
      it(`${id}: ${definition.title}`, async () => {
        const { report } = await auditWorld({ faults: [id] });
        const result = comparePlanted(definition.expects, report.findings, healthy);
        const row = table.get(theme) ?? { planted: 0, found: 0, falseAlarms: 0 };
        row.planted += 1;
        row.found += result.missed.length === 0 ? 1 : 0;
        row.falseAlarms += result.falseAlarms.length;
        table.set(theme, row);
        expect(definition.expects.length).toBeGreaterThan(0);
        expect({ missed: result.missed, falseAlarms: result.falseAlarms }).toEqual({
          missed: [],
          falseAlarms: [],
        });
      });
    }
  });
}

describe('the table', () => {
  it('prints theme, planted, found, false alarms', () => {
    const rows = [...table].map(
      ([theme, row]) => `faults ${theme} ${row.planted} ${row.found} ${row.falseAlarms}`,
    );
    process.stdout.write(`${rows.join('\n')}\n`);
    expect([...table.values()].reduce((sum, row) => sum + row.planted, 0)).toBeGreaterThan(0);
  });
});

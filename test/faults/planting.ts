import { beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/outside/real/files.ts';
import { systemRandom } from '../../src/outside/real/chance.ts';
import { loadFaults } from '../../src/world/fault-files.ts';
import { auditWorld, type AuditedWorld } from './audit-world.ts';
import { comparePlanted } from './planted.ts';
import { untouchedBy } from './untouched.ts';

const isWhole = process.env['LAUNCH_READY_FAULTS'] === 'whole';

/**
 * The rule: each planted fault alone causes exactly its findings, nothing else. Every fault is audited for real, but for what it
 * cannot touch; the files `planted-*.test.ts` share them out, so that two workers halve the time.
 *
 * @param part which share this is, from 0
 * @param parts of how many
 */
export async function plantShare(part: number, parts: number): Promise<void> {
  const all = await loadFaults(createFiles(systemRandom));
  const planted = all.filter((_, index) => index % parts === part);
  const themes = Map.groupBy(planted, ({ id }) => id.split('/')[0] ?? id);
  const table = new Map<string, { planted: number; found: number; falseAlarms: number }>();
  let healthy: AuditedWorld;

  beforeAll(async () => {
    healthy = await auditWorld();
  });

  for (const [theme, faults] of themes) {
    describe(`planted faults: ${theme}`, () => {
      for (const { id, definition } of faults) {
        it(`${id}: ${definition.title}`, async () => {
          const remembered = isWhole
            ? null
            : { file: healthy.file, isUntouched: untouchedBy(theme, definition) };
          const { report } = await auditWorld({ faults: [id] }, remembered);
          const result = comparePlanted(definition.expects, report.findings, healthy.report.findings);
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
}

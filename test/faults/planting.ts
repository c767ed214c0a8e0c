import { beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/outside/real/files.ts';
import { systemRandom } from '../../src/outside/real/chance.ts';
import { loadFaults } from '../../src/world/fault-files.ts';
import { unixMs } from '../../src/model/brand.ts';
import { withFaults, type Fault } from '../../src/world/fault.ts';
import { healthyPlan } from '../../src/world/healthy/healthy-plan.ts';
import { auditWorld, type AuditedWorld } from './audit-world.ts';
import { changeOf } from './changed.ts';
import { comparePlanted } from './planted.ts';
import { noted, remembering, type Notes } from './remembered.ts';
import { unrelatedTo } from './unrelated.ts';

const isWhole = process.env['LAUNCH_READY_FAULTS'] === 'whole';

/** The shop as it should be, with what each look at it asked. */
export interface Twin extends AuditedWorld, Notes {}

let twin: Promise<Twin> | null = null;

/** Audited once for all files of a worker. */
export function healthyTwin(): Promise<Twin> {
  const notes: Notes = { asked: new Map(), judged: new Map() };
  twin ??= auditWorld({}, (plugins) => noted(plugins, notes)).then((audited) => ({ ...audited, ...notes }));
  return twin;
}

/**
 * The shop with one fault. What the fault cannot have touched, by what was asked of the healthy twin, is not asked again:
 * thousands of questions a fault. `npm run faults` asks everything (`LAUNCH_READY_FAULTS=whole`).
 */
export function auditWithFault(id: string, fault: Fault, healthy: Twin): Promise<AuditedWorld> {
  if (isWhole) return auditWorld({ faults: [id] });
  const before = healthyPlan(unixMs(0));
  const change = changeOf(before, withFaults(before, [fault]));
  const unrelated = unrelatedTo(id.split('/')[0] ?? id, fault);
  return auditWorld({ faults: [id] }, (plugins) => remembering(plugins, healthy, { change, unrelated }));
}

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
  let healthy: Twin;

  beforeAll(async () => {
    healthy = await healthyTwin();
  });

  for (const [theme, faults] of themes) {
    describe(`planted faults: ${theme}`, () => {
      for (const { id, definition } of faults) {
        it(`${id}: ${definition.title}`, async () => {
          const { report } = await auditWithFault(id, definition, healthy);
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

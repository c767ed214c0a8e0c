import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import migrations, { type MigrationsFact } from '../../facts/data/migrations.ts';
import { judgeMigration } from '../../protocols/migrations/judge.ts';
import { findMigrations } from './migration-files.ts';

const maxProblems = 100;
const maxGaps = 50;

/** Reads the migrations of the repository; no database is asked. */
export default collector({
  yields: migrations,
  inputs: {},
  limits: { timeoutMs: 30_000 },
  async collect({ target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const found = await outside.files.stat(target.name);
    if (!found.ok || found.value.kind !== 'folder')
      return unknownFact(
        `${target.name} is no folder that can be read`,
        'correct repository.path in launch.yaml, or run the audit where the code is',
      );
    const folder = manifest.repository.migrations;
    const { migrations: all, notLookedAt } = await findMigrations(
      { outside, root: target.name, signal },
      folder,
    );
    const newest = all.at(-1);
    const judged = newest === undefined ? null : judgeMigration(newest);
    const value: MigrationsFact = {
      count: all.length,
      tools: [...new Set(all.map(({ tool }) => tool))],
      newest:
        newest === undefined ? null : { id: newest.id, path: newest.path, hasWayBack: newest.down !== null },
      problems: (judged?.problems ?? [])
        .slice(0, maxProblems)
        .map(({ rule, severity, text, fix, path, line, lock }) => ({
          rule,
          severity,
          text,
          fix,
          path,
          line,
          lock,
        })),
      notLookedAt: [...notLookedAt, ...(judged?.gaps ?? [])].slice(0, maxGaps),
    };
    return {
      state: 'known',
      value,
      source: `the migrations of ${target.name}`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

import { check, fail, notApplicable, page, pass, severities, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import migrations from '../../facts/data/migrations.ts';

export default check({
  title: 'The newest migration lets the product run on',
  failingTitle: 'The newest migration locks tables, loses data or breaks the running release',
  requirements: ['DEP-4'],
  stage: 'build',
  target: 'repository',
  severity: 'high',
  impact: 'revenue',
  why: 'While a table is locked every request that needs it waits and fails, and data that is dropped comes back with no rollback.',
  sources: [
    page('PostgreSQL: Explicit Locking', 'https://www.postgresql.org/docs/current/explicit-locking.html'),
  ],
  needs: { migrations },
  fix: 'Rewrite the statements as shown, and try them with: launch-ready migrations --rehearse',
  effortMinutes: 45,
  reproduce: ({ target }) => `ls ${target.name}/*/migrations ${target.name}/migrations`,
  judge: ({ migrations: seen }) => {
    if (seen.newest === null) return notApplicable('no migrations of a known kind are here');
    const bad = seen.problems
      .filter(({ severity }) => severity === 'blocker' || severity === 'high')
      .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
    const [worst] = bad;
    if (worst !== undefined)
      return fail(`${worst.path}:${worst.line} ${worst.text}`, {
        severity: worst.severity,
        confidence: 'likely',
        fix: worst.fix,
        evidence: [
          table(
            'Statements',
            ['Place', 'What', 'Safe way'],
            bad.map(({ path, line, text, fix }) => [`${path}:${line}`, text, fix]),
          ),
        ],
      });
    const [gap] = seen.notLookedAt;
    return gap === undefined
      ? pass(`${seen.newest.id}, the newest of ${seen.count}, breaks no rule`)
      : unknown(gap, 'run: launch-ready migrations --rehearse');
  },
});

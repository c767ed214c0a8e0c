import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preloadIssues, removalIssues, type PreloadPolicy } from '../../src/protocols/tls/hsts-preload.ts';
import { readHsts } from '../../src/protocols/tls/hsts.ts';

/** chromium/hstspreload header_test.go as JSON: 61 headers with the exact issue codes. */
const file = new URL('../../../shared/data/hsts/hstspreload-header-cases.json', import.meta.url);

interface Case {
  readonly description: string;
  readonly header: string;
  readonly policy?: 'Bulk1Year' | 'Bulk18Weeks' | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly parsed?: {
    readonly preload: boolean;
    readonly includeSubDomains: boolean;
    readonly maxAge: number | null;
  } | null;
}
type Group = 'parse' | 'parse_with_errors' | 'preloadable' | 'removable' | 'eligible';

const policies: Readonly<Record<string, PreloadPolicy>> = {
  Bulk1Year: 'one-year',
  Bulk18Weeks: 'eighteen-weeks',
};

function answer(
  group: Group,
  { header, policy }: Case,
): { errors: readonly string[]; warnings: readonly string[] } {
  if (group === 'removable') return removalIssues(header);
  if (group === 'preloadable') return preloadIssues(header);
  if (group === 'eligible') return preloadIssues(header, policies[policy ?? '']);
  return readHsts(header);
}

function agrees(group: Group, row: Case): boolean {
  const { errors, warnings } = answer(group, row);
  const { header } = readHsts(row.header);
  const parsed = {
    preload: header.isPreloadWanted,
    includeSubDomains: header.includesSubDomains,
    maxAge: header.maxAgeSeconds,
  };
  return (
    JSON.stringify([errors, warnings]) === JSON.stringify([row.errors, row.warnings]) &&
    (row.parsed === null || row.parsed === undefined || JSON.stringify(parsed) === JSON.stringify(row.parsed))
  );
}

describe.skipIf(!existsSync(file))(
  'hstspreload header cases (skipped when ../shared/data is not there)',
  () => {
    it('agrees on the codes of all 61 headers', () => {
      const groups = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<Group, Case[]>);
      const rows = groups.flatMap(([group, cases]) => cases.map((row) => ({ group: group as Group, row })));
      const wrong = rows.filter(({ group, row }) => !agrees(group, row));
      process.stdout.write(`hsts ${rows.length - wrong.length}/${rows.length}\n`);
      expect(wrong).toEqual([]);
      expect(rows).toHaveLength(61);
    });
  },
);

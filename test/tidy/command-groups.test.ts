import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groupSummaries, helpGroups } from '../../src/cli/command-groups.ts';

const entries = readdirSync('src/cli/commands', { withFileTypes: true });
const groups = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const commands = entries.filter((entry) => entry.isFile()).map((entry) => entry.name.replace('.ts', ''));

test('a word that only holds subcommands says what it is about', () => {
  expect(groups.length).toBeGreaterThan(3);
  const bare = groups.filter((name) => !existsSync(`src/cli/commands/${name}.ts`));
  expect(bare.filter((name) => groupSummaries[name] === undefined)).toEqual([]);
});

test('every command has a place in the help', () => {
  const placed = new Set(helpGroups.flatMap(([, names]) => names));
  expect([...commands, ...groups].filter((name) => !placed.has(name))).toEqual([]);
});

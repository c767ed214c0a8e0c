import { plural } from '../../model/words.ts';
import { dbFinding, type DbFinding, type DbSeverity } from './finding.ts';
import { megabytes } from './judge-schema.ts';
import type { DatabaseFacts } from './statistics.ts';

const nearLimit = 0.8;

/** Connections and settings. `poolSize`: what all instances together may open; null: nobody said. */
export function judgeServer(facts: DatabaseFacts, poolSize: number | null): readonly DbFinding[] {
  return [
    ...connections(facts),
    ...pools(facts, poolSize),
    ...settingRules.flatMap((rule) => judged(rule, facts)),
  ];
}

function connections({ connections: { max, reserved, used, idle } }: DatabaseFacts): readonly DbFinding[] {
  const usable = max - reserved;
  if (used < usable * nearLimit) return [];
  return [
    dbFinding('connections-near-limit', {
      subject: 'max_connections',
      found: `${used} of ${usable} connections are taken, ${idle} of them idle`,
      remedy:
        'Make the pools smaller, or put PgBouncer in front; raise max_connections only with memory to match.',
    }),
  ];
}

function pools(
  { connections: { max, reserved } }: DatabaseFacts,
  poolSize: number | null,
): readonly DbFinding[] {
  const usable = max - reserved;
  if (poolSize === null || poolSize * 2 <= usable) return [];
  return [
    dbFinding('pool-too-large', {
      subject: 'max_connections',
      found: `the pools may open ${poolSize}, twice that while a deploy runs old and new side by side, and the server has ${usable}`,
      remedy: `Keep all pools together at ${Math.floor(usable / 2)} or less.`,
    }),
  ];
}

interface SettingRule {
  readonly name: string;
  readonly severity: DbSeverity;
  /** What hurts, as a sentence part; null when it is fine. */
  readonly hurts: (value: string, facts: DatabaseFacts) => string | null;
  readonly remedy: string;
}

const isOff = (value: string, why: string): string | null => (value === 'off' ? why : null);
const isUnlimited = (value: string, why: string): string | null => (Number(value) === 0 ? why : null);

const settingRules: readonly SettingRule[] = [
  {
    name: 'fsync',
    severity: 'high',
    hurts: (value) => isOff(value, 'a power cut loses the database'),
    remedy: 'alter system set fsync = on',
  },
  {
    name: 'full_page_writes',
    severity: 'high',
    hurts: (value) => isOff(value, 'a power cut damages pages'),
    remedy: 'alter system set full_page_writes = on',
  },
  {
    name: 'autovacuum',
    severity: 'high',
    hurts: (value) => isOff(value, 'dead rows are never cleared'),
    remedy: 'alter system set autovacuum = on',
  },
  ...['enable_indexscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_nestloop', 'enable_sort'].map(
    (name) => ({
      name,
      severity: 'high' as const,
      hurts: (value: string) => isOff(value, 'the planner may not use what is often quickest'),
      remedy: `Reset ${name}; it is for trying out plans only.`,
    }),
  ),
  {
    name: 'random_page_cost',
    severity: 'low',
    hurts: (value) =>
      Number(value) > 3 ? 'it is the value of spinning disks, so indexes are avoided' : null,
    remedy: 'On SSD: alter system set random_page_cost = 1.1',
  },
  {
    name: 'shared_buffers',
    severity: 'low',
    hurts: (value, { bytes }) =>
      Number(value) * 8192 < Math.min(bytes / 4, 128 * 1024 * 1024)
        ? `its ${megabytes(Number(value) * 8192)} hold less than a quarter of ${megabytes(bytes)}`
        : null,
    remedy: 'Give it a quarter of the memory of the machine.',
  },
  {
    name: 'work_mem',
    severity: 'medium',
    hurts: (value) => (Number(value) < 1024 ? 'sorts and joins go to disk' : null),
    remedy: "alter system set work_mem = '4MB', more for roles that report",
  },
  {
    name: 'statement_timeout',
    severity: 'low',
    hurts: (value) => isUnlimited(value, 'a runaway query runs until somebody sees it'),
    remedy: "alter role <role of the product> set statement_timeout = '30s'",
  },
  {
    name: 'idle_in_transaction_session_timeout',
    severity: 'low',
    hurts: (value) => isUnlimited(value, 'a forgotten transaction keeps its locks for ever'),
    remedy: "alter role <role of the product> set idle_in_transaction_session_timeout = '60s'",
  },
  {
    name: 'max_connections',
    severity: 'low',
    hurts: (value) =>
      Number(value) > 500
        ? `${plural(Number(value), 'server process', 'server processes')} fit no small machine`
        : null,
    remedy: 'Lower it and put a pool (PgBouncer) in front.',
  },
];

function judged({ name, severity, hurts, remedy }: SettingRule, facts: DatabaseFacts): readonly DbFinding[] {
  const setting = facts.settings[name];
  const why = setting === undefined ? null : hurts(setting.value, facts);
  if (setting === undefined || why === null) return [];
  const value = `${setting.value}${setting.unit === null ? '' : ` ${setting.unit}`}`;
  return [dbFinding('setting', { subject: name, severity, found: `${name} is ${value}: ${why}`, remedy })];
}

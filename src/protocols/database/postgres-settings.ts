import { megabytes, plural } from '../../model/words.ts';
import type { SettingRule } from './setting-rule.ts';

const isOff = (value: string, why: string): string | null => (value === 'off' ? why : null);
const isUnlimited = (value: string, why: string): string | null => (Number(value) === 0 ? why : null);

export const postgresSettings: readonly SettingRule[] = [
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

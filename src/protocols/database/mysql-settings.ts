import { megabytes } from '../../model/words.ts';
import type { SettingRule } from './setting-rule.ts';

const isOff = (value: string): boolean => /^(?:off|0|no|false)$/i.test(value);
const is = (holds: boolean, why: string): string | null => (holds ? why : null);

/** Figures of `show global status` stand among the settings, by their own names. */
const figure = (settings: Parameters<SettingRule['hurts']>[1]['settings'], name: string): number =>
  Number(settings[name]?.value ?? 0);

const minReads = 1_000_000;
const maxMissShare = 0.02;
const minTables = 1_000;
const maxDiskShare = 0.25;
const megabyte = 1024 * 1024;

/** The first is MySQL's name for a time limit of reading statements, in milliseconds; the second MariaDB's, in seconds. */
const timeLimits = ['max_execution_time', 'max_statement_time'] as const;

/** MySQL 5.7 to 9 and MariaDB 10.4 on, after their reference manuals; a variable one of them does not have is not judged. */
export const mysqlSettings: readonly SettingRule[] = [
  {
    name: 'innodb_doublewrite',
    severity: 'high',
    hurts: (value) => is(isOff(value), 'a power cut damages pages'),
    remedy: 'set innodb_doublewrite = ON in the server’s file, and restart',
  },
  {
    name: 'innodb_flush_log_at_trx_commit',
    severity: 'medium',
    hurts: (value) => is(value !== '1', 'a crash loses up to a second of orders that were confirmed'),
    remedy: 'set global innodb_flush_log_at_trx_commit = 1',
  },
  {
    name: 'sync_binlog',
    severity: 'low',
    hurts: (value, { settings }) =>
      is(value === '0' && !isOff(settings['log_bin']?.value ?? 'off'), 'a power cut leaves replicas behind'),
    remedy: 'set global sync_binlog = 1',
  },
  {
    name: 'autocommit',
    severity: 'medium',
    hurts: (value) => is(isOff(value), 'each session holds a transaction open from its first statement on'),
    remedy: 'set global autocommit = 1',
  },
  {
    name: 'innodb_buffer_pool_size',
    severity: 'medium',
    hurts: (value, { bytes, settings }) => {
      const size = Number(value);
      const reads = figure(settings, 'Innodb_buffer_pool_read_requests');
      const misses = figure(settings, 'Innodb_buffer_pool_reads');
      if (size >= bytes) return null;
      if (reads >= minReads && misses / reads > maxMissShare)
        return `${((misses / reads) * 100).toFixed(1)} % of its reads went to the disk, because it holds ${megabytes(size)} of ${megabytes(bytes)}`;
      return is(
        size < Math.min(bytes / 4, 128 * megabyte),
        `it holds ${megabytes(size)} of ${megabytes(bytes)}`,
      );
    },
    remedy:
      'Give it half of the memory of a machine that runs nothing else: set global innodb_buffer_pool_size = ...',
  },
  {
    name: 'tmp_table_size',
    severity: 'medium',
    hurts: (value, { settings }) => {
      const [disk, all] = [
        figure(settings, 'Created_tmp_disk_tables'),
        figure(settings, 'Created_tmp_tables'),
      ];
      return is(
        all >= minTables && disk / all > maxDiskShare,
        `${Math.round((disk / Math.max(1, all)) * 100)} % of ${all} temporary tables went to disk, with room for ${megabytes(Number(value))} in memory`,
      );
    },
    remedy:
      'Leave text columns out of what is grouped; else raise tmp_table_size and max_heap_table_size together.',
  },
  {
    name: 'tmp_table_size',
    severity: 'medium',
    hurts: (value) => is(Number(value) < megabyte, 'nearly every grouping goes to disk'),
    remedy: 'set global tmp_table_size = 16777216, and max_heap_table_size the same',
  },
  {
    name: 'query_cache_size',
    severity: 'medium',
    hurts: (value, { settings }) =>
      is(
        Number(value) > 0 && !isOff(settings['query_cache_type']?.value ?? 'off'),
        'the query cache has one lock for all, and each write empties what it touches',
      ),
    remedy: 'set global query_cache_type = OFF, query_cache_size = 0; keep answers in the program',
  },
  {
    name: 'innodb_stats_auto_recalc',
    severity: 'medium',
    hurts: (value) => is(isOff(value), 'the planner works with old figures'),
    remedy: 'set global innodb_stats_auto_recalc = ON',
  },
  ...timeLimits.map((name) => ({
    name,
    severity: 'low' as const,
    hurts: (value: string) => is(Number(value) === 0, 'a runaway query runs until somebody sees it'),
    remedy: `set global ${name} = ${name === 'max_execution_time' ? '30000 (milliseconds)' : '30 (seconds)'}; longer for the sessions of reports`,
  })),
  {
    name: 'slow_query_log',
    severity: 'low',
    hurts: (value) => is(isOff(value), 'nobody learns which query was slow last night'),
    remedy: 'set global slow_query_log = ON, long_query_time = 0.5',
  },
  {
    name: 'max_connections',
    severity: 'low',
    hurts: (value) => is(Number(value) > 1000, `${value} threads with their buffers fit no small machine`),
    remedy: 'Lower it, and make the pools of the product smaller.',
  },
];

/** What is asked for in `show global variables`. */
export const mysqlSettingNames: readonly string[] = [
  ...new Set([...mysqlSettings.map(({ name }) => name), 'log_bin', 'query_cache_type']),
];

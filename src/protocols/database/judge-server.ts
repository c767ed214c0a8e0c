import { dbFinding, type DbFinding } from './finding.ts';
import { mysqlSettings } from './mysql-settings.ts';
import { postgresSettings } from './postgres-settings.ts';
import type { SettingRule } from './setting-rule.ts';
import type { DatabaseFacts, DatabaseKind } from './statistics.ts';

const nearLimit = 0.8;

/** Connections and settings. `poolSize`: what all instances together may open; null: nobody said. */
export function judgeServer(facts: DatabaseFacts, poolSize: number | null): readonly DbFinding[] {
  return [
    ...connections(facts),
    ...pools(facts, poolSize),
    ...settingRules[facts.kind].flatMap((rule) => judged(rule, facts)),
  ];
}

function connections({
  kind,
  connections: { max, reserved, used, idle, peak },
}: DatabaseFacts): readonly DbFinding[] {
  const usable = max - reserved;
  const isNear = used >= usable * nearLimit;
  if (!isNear && (peak === null || peak < usable)) return [];
  return [
    dbFinding('connections-near-limit', {
      subject: 'max_connections',
      found: isNear
        ? `${used} of ${usable} connections are taken, ${idle} of them idle`
        : `at its busiest all of the ${usable} connections were taken`,
      remedy: `Make the pools smaller, or put ${poolers[kind]} in front; raise max_connections only with memory to match.`,
    }),
  ];
}

const poolers: Readonly<Record<DatabaseKind, string>> = { postgres: 'PgBouncer', mysql: 'ProxySQL' };

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

const settingRules: Readonly<Record<DatabaseKind, readonly SettingRule[]>> = {
  postgres: postgresSettings,
  mysql: mysqlSettings,
};

function judged({ name, severity, hurts, remedy }: SettingRule, facts: DatabaseFacts): readonly DbFinding[] {
  const setting = facts.settings[name];
  const why = setting === undefined ? null : hurts(setting.value, facts);
  if (setting === undefined || why === null) return [];
  const value = `${setting.value || 'empty'}${setting.unit === null ? '' : ` ${setting.unit}`}`;
  return [dbFinding('setting', { subject: name, severity, found: `${name} is ${value}: ${why}`, remedy })];
}

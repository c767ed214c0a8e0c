import type { Store } from '../../model/store.ts';

/** A count that goes up whenever monitors change, whoever changes them: what a program holds of them in memory is good while it stays. */
export const sixthSchema = (kind: Store['kind']): readonly string[] => [
  'create table monitors_version (id smallint primary key, version bigint not null)',
  'insert into monitors_version (id, version) values (1, 0)',
  ...(kind === 'postgres' ? countedInPostgres : countedInSqlite),
];

const countUp = 'update monitors_version set version = version + 1';

const countedInSqlite = ['insert', 'update', 'delete'].map(
  (verb) => `create trigger monitors_counted_${verb} after ${verb} on monitors begin ${countUp}; end`,
);

const countedInPostgres = [
  `create function count_monitors() returns trigger language plpgsql as $$ begin ${countUp}; return null; end $$`,
  `create trigger monitors_counted after insert or update or delete or truncate on monitors
    for each statement execute function count_monitors()`,
];

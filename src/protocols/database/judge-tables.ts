import { dbFinding, type DbFinding } from './finding.ts';
import { dialects, quotedTable, type Dialect } from './dialect.ts';
import { largeTableRows, type DatabaseFacts, type TableFacts } from './statistics.ts';

const deadShare = 0.2;
const minDeadRows = 1_000;
const usedShare = 0.75;
const growingScans = 50;
const minLockedRows = 100;

/** State of the tables: dead rows, figures for the planner, scans of everything, numbers that run out. */
export const judgeTables = (facts: DatabaseFacts): readonly DbFinding[] => [
  ...facts.tables.flatMap((table) => [
    ...deadRows(table),
    ...vacuumOff(table),
    ...noStatistics(table, dialects[facts.kind]),
    ...growingScan(table),
    ...tableLocks(table),
  ]),
  ...facts.counters.flatMap(({ name, table, last, max }) =>
    last < max * usedShare
      ? []
      : [
          dbFinding('ids-run-out', {
            subject: `${table}.${name}`,
            found: `${table}.${name} stands at ${last} of ${max}: ${Math.floor((last / max) * 100)} % are used`,
            remedy: `Move the column to ${facts.kind === 'mysql' ? 'bigint unsigned' : 'bigint'} with a migration of several steps, before it reaches ${max}.`,
          }),
        ],
  ),
];

function deadRows({ name, liveRows, deadRows: dead }: TableFacts): readonly DbFinding[] {
  const share = dead / Math.max(1, dead + liveRows);
  if (dead < minDeadRows || share < deadShare) return [];
  return [
    dbFinding('dead-rows', {
      subject: name,
      found: `${Math.round(share * 100)} % of ${name} are dead rows (${Math.round(dead)})`,
      remedy: `vacuum (analyze) ${quotedTable(name)}; then lower autovacuum_vacuum_scale_factor for it`,
    }),
  ];
}

const vacuumOff = ({ name, isAutovacuumOff }: TableFacts): readonly DbFinding[] =>
  isAutovacuumOff
    ? [
        dbFinding('autovacuum-off', {
          subject: name,
          found: `autovacuum_enabled is false for ${name}`,
          remedy: `alter table ${quotedTable(name)} reset (autovacuum_enabled)`,
        }),
      ]
    : [];

const noStatistics = (
  { name, rows, liveRows, bytes }: TableFacts,
  { analyze }: Dialect,
): readonly DbFinding[] =>
  rows < 0 && (liveRows >= largeTableRows || bytes >= 1024 * 1024)
    ? [
        dbFinding('statistics-missing', {
          subject: name,
          found: `${name} was never analysed`,
          remedy: analyze(name),
        }),
      ]
    : [];

/** Rows per scan tell a scan of everything from one that stopped at its limit. */
function growingScan({ name, rows, seqScans, seqRows, indexScans }: TableFacts): readonly DbFinding[] {
  if (rows < largeTableRows) return [];
  // Where only rows are counted, each full reading is as many as the table has.
  const scans = seqScans ?? Math.floor(seqRows / rows);
  const uses = seqScans === null ? indexScans / rows : indexScans;
  const isOften = scans >= growingScans && scans * 10 >= uses;
  if (!isOften || seqRows / Math.max(1, scans) < rows / 2) return [];
  const found =
    seqScans === null
      ? `${Math.round(seqRows)} rows of ${name} (about ${Math.round(rows)} rows) were read without an index: ${scans} times all of it`
      : `${name} (about ${Math.round(rows)} rows) was read from end to end ${seqScans} times`;
  return [
    dbFinding('growing-scans', {
      subject: name,
      found,
      remedy: 'Find the query above that names this table; its index is proposed there.',
    }),
  ];
}

/** MyISAM and Aria lock the table for each write, and lose rows when the power goes. */
const tableLocks = ({ name, rows, engine }: TableFacts): readonly DbFinding[] =>
  engine === null || !/^(?:myisam|aria)$/i.test(engine) || rows < minLockedRows
    ? []
    : [
        dbFinding('table-locks', {
          subject: name,
          found: `${name} (about ${Math.round(rows)} rows) is kept by ${engine}`,
          remedy: `alter table ${dialects.mysql.quotedTable(name)} engine = InnoDB (it is written anew: do it at a quiet hour)`,
        }),
      ];

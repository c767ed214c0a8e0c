import { failure, ok, type Result } from '../../model/outside.ts';
import type { Looked } from '../looked.ts';
import { openMysql, type OpenMysql } from './connect.ts';
import { openMysqlCopy } from './copy.ts';
import { mysqlCounters } from './counters.ts';
import { mysqlProblems } from './explain.ts';
import { heldMs } from './held.ts';
import { readMysqlDatabase } from './statistics.ts';

/** A MySQL or MariaDB that can be looked at. */
export async function lookAtMysql(url: string): Promise<Result<Looked>> {
  const opened = await openMysql(url);
  return opened.ok ? ok(lookedMysql(opened.value)) : opened;
}

function lookedMysql({ session, isReplica, missing, blindSpots }: OpenMysql): Looked {
  return {
    kind: 'mysql',
    product: session.isMariaDb ? 'MariaDB' : 'MySQL',
    isReplica,
    counters: missing ?? mysqlCounters(session),
    blindSpots,
    facts: () => readMysqlDatabase(session, { isReplica, isCounted: missing === null }),
    watchHeld: () => () => heldMs(session),
    problemsOf: (asked, facts) => mysqlProblems(session, asked, facts),
    gainOf: async () =>
      failure('not-found', 'this server cannot try an index without building it; a copy can (--copy)'),
    openCopy: (url) => openMysqlCopy(url, session),
    [Symbol.asyncDispose]: async () => session[Symbol.asyncDispose](),
  };
}

import type { Review } from '../../db/review.ts';
import { plural } from '../../model/words.ts';
import type { DbSeverity } from '../../protocols/database/finding.ts';

export type DbVerdict = 'good' | 'failed' | 'unknown';

/** The result of `db`, as `--json` prints it. */
export interface DbDocument extends Omit<Review, 'facts' | 'server'> {
  readonly schema: 'launch-ready/db@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly product: string;
  readonly server: {
    /** `PostgreSQL`, `MySQL`, `MariaDB`. */
    readonly product: string;
    readonly database: string;
    readonly version: string;
    readonly isReplica: boolean;
    readonly bytes: number;
    readonly tables: number;
  };
  readonly verdict: DbVerdict;
  readonly headline: string;
  /** Routes left out, and why. */
  readonly notAsked: readonly string[];
}

const order: readonly (DbSeverity | 'never')[] = ['high', 'medium', 'low'];

export function dbDocument(
  { facts, ...review }: Review,
  about: Pick<DbDocument, 'product' | 'notAsked'> & { readonly version: string; readonly failOn: string },
): DbDocument {
  const limit = order.findIndex((each) => each === about.failOn);
  const bad = review.findings.filter(({ severity }) => order.indexOf(severity) <= limit);
  const verdict = bad.length > 0 ? 'failed' : review.notLookedAt.length > 0 ? 'unknown' : 'good';
  const { product, database, version, isReplica, bytes, tables } = facts;
  return {
    schema: 'launch-ready/db@1',
    tool: { name: 'launch-ready', version: about.version },
    product: about.product,
    server: { product, database, version, isReplica, bytes, tables: tables.length },
    verdict,
    headline: headlineOf(review, bad.length),
    notAsked: about.notAsked,
    ...review,
  };
}

function headlineOf({ findings, routes, notLookedAt }: Omit<Review, 'facts'>, bad: number): string {
  const [first] = findings;
  const asked = `${plural(routes.length, 'route or step', 'routes and steps')} asked`;
  if (bad > 0 && first !== undefined)
    return `${plural(findings.length, 'thing')} to mend, worst first: ${first.route === null ? '' : `${first.route}: `}${first.title.toLowerCase()} (${first.subject})`;
  if (notLookedAt.length > 0) return `Not everything could be seen: ${notLookedAt[0] ?? ''}`;
  if (findings.length > 0)
    return `${plural(findings.length, 'thing')} to mend, none of them urgent; ${asked}.`;
  return `Nothing to mend; ${asked}.`;
}

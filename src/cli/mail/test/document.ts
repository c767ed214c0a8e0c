import type { Authentication } from '../../../mail/authentication/authentication.ts';
import type { ProofPoint } from '../../../mail/proof/point.ts';
import {
  settlementOf,
  verdictOf,
  type MailCell,
  type MailTestResult,
  type MailTestVerdict,
  type Settlement,
} from '../../../mail/run/result.ts';
import { plural } from '../../../model/words.ts';

export const mailTestSchema = 'launch-ready/mail-test@1';

/** What `mail test --json` prints. Times in ms; pictures are left out (they are in the HTML page). */
export interface MailTestDocument {
  readonly schema: typeof mailTestSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly product: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly verdict: MailTestVerdict;
  readonly headline: string;
  readonly limitSeconds: number | null;
  readonly inboxes: MailTestResult['inboxes'];
  readonly mails: readonly {
    readonly id: string;
    readonly kind: string;
    readonly from: string;
    readonly trigger: string;
    readonly cells: readonly CellDocument[];
  }[];
  readonly others: MailTestResult['others'];
}
export interface CellDocument {
  readonly inbox: string;
  readonly settlement: Settlement;
  readonly outcome: MailCell['outcome'];
  readonly reason: string;
  readonly bounce: MailCell['bounce'];
  readonly arrival: {
    readonly afterMs: number;
    readonly isLate: boolean;
    readonly folder: { readonly name: string; readonly kind: string };
    readonly subject: string;
    readonly sizeBytes: number;
    readonly authentication: Authentication | null;
    readonly points: readonly ProofPoint[];
  } | null;
}

export function mailTestDocument(result: MailTestResult, version: string): MailTestDocument {
  return {
    schema: mailTestSchema,
    tool: { name: 'launch-ready', version },
    product: result.product,
    startedAt: result.startedAt,
    tookMs: Math.round(result.tookMs),
    verdict: verdictOf(result),
    headline: headlineOf(result),
    limitSeconds: result.limitSeconds,
    inboxes: result.inboxes,
    mails: result.mails.map(({ cells, ...mail }) => ({ ...mail, cells: cells.map(cellDocument) })),
    others: result.others,
  };
}

function cellDocument(cell: MailCell): CellDocument {
  const { arrival } = cell;
  return {
    inbox: cell.inbox,
    settlement: settlementOf(cell),
    outcome: cell.outcome,
    reason: cell.reason,
    bounce: cell.bounce,
    arrival:
      arrival === null
        ? null
        : {
            afterMs: Math.round(arrival.afterMs),
            isLate: arrival.isLate,
            folder: arrival.folder,
            subject: arrival.subject,
            sizeBytes: arrival.sizeBytes,
            authentication: arrival.authentication,
            points: arrival.points,
          },
  };
}

/** The answer in one sentence. */
export function headlineOf(result: MailTestResult): string {
  const rows = result.mails.map(({ cells }) => cells.map(settlementOf));
  const count = (fits: (row: readonly Settlement[]) => boolean): number => rows.filter(fits).length;
  const bad = count((row) => row.includes('bad'));
  const open = count((row) => !row.includes('bad') && row.includes('unknown'));
  const weak = count((row) => row.includes('weak'));
  const all = plural(rows.length, 'mail');
  const stays = `${open === 1 ? 'stays' : 'stay'} unknown, which is not a pass`;
  if (bad > 0)
    return `${bad} of ${all} ${bad === 1 ? 'is' : 'are'} lost, late or broken${open > 0 ? `; ${open} ${stays}` : ''}`;
  if (open > 0) return `${open} of ${all} ${stays}`;
  const where = plural(result.inboxes.length, 'inbox', 'inboxes');
  const good =
    rows.length === 1 ? `The mail arrives and holds in ${where}` : `All ${all} arrive and hold in ${where}`;
  return weak === 0 ? good : `${good}; ${weak} could be better`;
}

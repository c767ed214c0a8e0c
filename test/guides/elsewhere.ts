/**
 * What of the blocks fenced `sh elsewhere` and `sh vendor` is typed all the same, and what is not: why, and which test runs it instead.
 * First match wins, by the start of the line without `npx `.
 */
export type Elsewhere =
  | { readonly start: string; readonly typed: 'plain' | 'terminal'; readonly answers?: string }
  | { readonly start: string; readonly why: string; readonly instead: string };

const plain = (start: string): Elsewhere => ({ start: `launch-ready ${start}`, typed: 'plain' });
const terminal = (start: string, answers: string): Elsewhere => ({
  start: `launch-ready ${start}`,
  typed: 'terminal',
  answers,
});
const instead = (start: string, why: string, test: string): Elsewhere => ({
  start: `launch-ready ${start}`.trimEnd(),
  why,
  instead: test,
});

const production = 'it releases to a production: a sample shop with PostgreSQL and a supervisor';
const asked = 'it puts load on a product for minutes';
const database = 'it needs the product’s PostgreSQL';

export const elsewhere: readonly Elsewhere[] = [
  // An edge account stands behind the demo internet: plans are made, applied and undone there.
  terminal('fix apply', 'y\n'),
  plain('fix plan'),
  plain('fix show'),
  plain('fix status'),
  terminal('fix undo', 'example.com\n'),
  plain('drift'),
  plain('scan; npx launch-ready env'),
  plain('logs check'),
  plain('mail reports reports/'),
  plain('gate'),
  plain('sprint'),
  plain('handover --pdf'),
  terminal('handover drill', 'I do not know\n'.repeat(12)),
  plain('load --export'),
  instead('load --journey', asked, 'test/real/load-command.test.ts'),
  instead('deploy compare', 'it needs a staging and a production', 'test/real/deploy-compare.test.ts'),
  instead('deploy', production, 'test/real/deploy.test.ts'),
  instead('smoke; npx launch-ready deploy', production, 'test/real/deploy.test.ts'),
  instead('load compare', asked, 'test/real/load-command.test.ts'),
  instead('load growth', asked, 'test/real/load-growth.test.ts'),
  instead('load --degrade', asked, 'test/real/load-degrade.test.ts'),
  instead('load; npx launch-ready db', `${asked}; ${database}`, 'test/real/db.test.ts'),
  instead('load', asked, 'test/real/load-command.test.ts'),
  instead('db', database, 'test/real/db.test.ts'),
  instead('migrations --command', 'it runs the product’s own migrations', 'test/real/migrations.test.ts'),
  instead('migrations --copy', database, 'test/real/migrations.test.ts'),
  instead('serve', 'it never ends by itself', 'test/real/server-kills.test.ts'),
  instead('probe --join', 'it never ends by itself', 'test/real/server-regions.test.ts'),
  instead('mail test', 'it sends through the product’s mail account', 'test/journeys/mail-test.test.ts'),
  instead('mail reports --imap', 'it reads a mailbox', 'test/real/mail-inbox.test.ts'),
  instead('assistant test', 'it needs a product with an assistant', 'test/journeys/assistant.test.ts'),
  instead('env --environment', 'it reads a vendor’s account', 'test/real/env-vendors.test.ts'),
];

/** The entry for a printed line, assignments before it left out. */
export const elsewhereOf = (text: string): Elsewhere | undefined => {
  const bare = text.replace(/^(?:[A-Z_]+=\S+ +)+/, '').replace(/^npx /, '');
  return elsewhere.find(({ start }) => bare.startsWith(start));
};

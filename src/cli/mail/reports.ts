import type { Outside } from '../../model/outside.ts';
import { UserError } from '../../model/error.ts';
import { type DocumentParts, mailReports, type MailReports } from '../../mail/reports/document.ts';
import { gatherReports } from '../../mail/reports/gather.ts';
import {
  givenRecord,
  isDnsSilent,
  publishedRecords,
  recordFromReports,
  type StandingRecord,
} from '../../mail/reports/published.ts';
import { reverseNames } from '../../mail/reports/reverse-names.ts';
import type { DomainPile } from '../../protocols/mail/reports/domain-pile.ts';
import { domainArgument } from '../audit/subject.ts';
import { writeFile } from '../audit/output.ts';
import {
  exitCodes,
  type CommandContext,
  type CommandInput,
  type CommandRun,
  type ParsedOptions,
} from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { keepNurserySmall } from './reports-memory.ts';
import { reportsProgress } from './reports-progress.ts';
import { reportPlaces } from './reports-places.ts';
import { isUnproven } from './reports-page.ts';
import { renderReports } from './reports-render.ts';

export const run: CommandRun = async (context, input) => {
  const { options } = input;
  keepNurserySmall();
  await using outside = await openNetwork(context, options);
  const document = await read(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  const text = await renderReports(document, context, options);
  const target = options.text('output');
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  return exitCodeOf(document);
};

async function read(context: CommandContext, input: CommandInput, outside: Outside): Promise<MailReports> {
  const { options } = input;
  const asked = options.text('domain');
  const domain = asked === undefined ? null : domainArgument(asked);
  const given = recordOption(options);
  const places = await reportPlaces(context, input, outside);
  const progress = reportsProgress(context, options);
  const pile = await gatherReports(outside, places, {
    showsAddresses: options.isOn('show-addresses'),
    signal: context.signal,
    onProgress: progress.show,
  }).finally(progress.end);
  const piles = pile.domains().filter((one) => domain === null || one.domain === domain);
  const isOffline = options.isOn('offline');
  return mailReports({
    pile,
    version: context.version,
    madeAt: outside.clock.now(),
    read: places.map((place) =>
      place.kind === 'path' ? place.path : place.kind === 'bytes' ? place.name : place.mailbox.account.title,
    ),
    domain,
    ...(await askDns(outside, { piles, given, isOffline }, context.signal)),
    disowned: new Set(options.list('not-ours').map((name) => name.trim().toLowerCase())),
    reportAddress: options.text('report-address') ?? null,
  });
}

function recordOption(options: ParsedOptions): StandingRecord | null {
  const text = options.text('record');
  const given = text === undefined ? null : givenRecord(text);
  if (text === undefined || given !== null) return given;
  throw new UserError('LR_RECORD_INVALID', {
    what: `--record "${text.slice(0, 100)}" is not a DMARC record.`,
    why: 'The next step is worked out from it.',
    todo: 'Give the whole text: v=DMARC1; p=none; rua=mailto:dmarc@example.com',
  });
}

/** What DNS adds to the reports: the records in force, and names for addresses. */
async function askDns(
  outside: Outside,
  { piles, given, isOffline }: Asked,
  signal: AbortSignal,
): Promise<Pick<DocumentParts, 'records' | 'reverse' | 'notes'>> {
  const records = new Map(
    piles.map(({ domain, latest }) => [domain, given ?? recordFromReports(latest?.policy ?? null)] as const),
  );
  if (isOffline) return { records, reverse: new Map(), notes: [] };
  const asked = given === null ? await publishedRecords(outside, piles, signal) : records;
  if (!isDnsSilent(asked))
    return { records: asked, reverse: await reverseNames(outside, piles, signal), notes: [] };
  const note = 'DNS does not answer: records and names come from the reports alone';
  return { records: asked, reverse: new Map(), notes: [note] };
}

interface Asked {
  readonly piles: readonly DomainPile[];
  readonly given: StandingRecord | null;
  readonly isOffline: boolean;
}

function exitCodeOf({ totals, domains, tls }: MailReports): number {
  if (totals.aggregate + totals.failure + totals.tls === 0) return exitCodes.couldNotLook;
  const fails =
    domains.some((one) => one.failing > 0 || isUnproven(one)) || tls.some(({ failures }) => failures > 0);
  return fails ? exitCodes.findings : exitCodes.ready;
}

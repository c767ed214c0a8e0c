import { mailReports } from '../../src/mail/reports/document.ts';
import { gatherReports } from '../../src/mail/reports/gather.ts';
import { keepNurserySmall } from '../../src/cli/mail/reports-memory.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';

/** One process reads the pile and says what it took: `node read-process.ts <folder>`. */
export interface ReadFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMegabytes: number;
  readonly reports: number;
  readonly duplicates: number;
  readonly messages: number;
  readonly senders: number;
}

keepNurserySmall();
const [folder = '.'] = process.argv.slice(2);
await using outside = await openRealOutside({});
const started = performance.now();
const pile = await gatherReports(outside, [{ kind: 'path', path: folder }], {
  showsAddresses: false,
  signal: new AbortController().signal,
});
const document = mailReports({
  pile,
  version: '0.0.0',
  madeAt: outside.clock.now(),
  read: [folder],
  domain: null,
  reverse: new Map(),
  records: new Map(),
  disowned: new Set(),
  reportAddress: null,
  notes: [],
});
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage();
const figures: ReadFigures = {
  wallMs,
  cpuMs: (user + system) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  reports: document.totals.aggregate,
  duplicates: document.totals.duplicates,
  messages: document.domains.reduce((sum, { messages }) => sum + messages, 0),
  senders: document.domains.reduce((sum, { senders }) => sum + senders.length, 0),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);

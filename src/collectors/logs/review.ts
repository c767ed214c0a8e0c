import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import type { Outside } from '../../model/outside.ts';
import logs from '../../facts/logs/review.ts';
import { reviewLog, type LogReview } from '../../protocols/logs/review.ts';

const maxBytes = 64 * 1024 * 1024;
const maxFiles = 20;
const maxProblems = 200;

/** Reads the log files the user named (AUD-8); without any there is nothing to judge. */
export default collector({
  yields: logs,
  inputs: {},
  limits: { timeoutMs: 60_000 },
  async collect({ outside, consent, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const paths = (consent.logFiles ?? []).slice(0, maxFiles);
    const read: Read[] = [];
    const notLookedAt: string[] = [];
    for (const path of paths) {
      if (signal.aborted)
        return unknownFact('the time was over before all logs were read', 'give fewer log files');
      const one = await readOne(outside, path);
      if (typeof one === 'string') notLookedAt.push(one);
      else read.push(one);
    }
    if (paths.length > 0 && read.length === 0)
      return unknownFact(
        `no log could be read: ${notLookedAt.join('; ')}`.slice(0, 400),
        'check the paths given as --logs',
      );
    const problems = read.flatMap(({ review }) => review.problems);
    return {
      state: 'known',
      value: {
        files: read.map(({ path, bytes, review }) => ({ path, bytes, lines: review.lines })),
        telling: read.reduce((sum, { review }) => sum + review.telling, 0),
        withRequestId: read.reduce((sum, { review }) => sum + review.withRequestId, 0),
        problems: problems.slice(0, maxProblems),
        notLookedAt,
      },
      source:
        paths.length === 0 ? 'no log files were named' : `the log files ${paths.join(', ')}`.slice(0, 300),
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

interface Read {
  readonly path: string;
  readonly bytes: number;
  readonly review: LogReview;
}

async function readOne({ files, clock }: Outside, path: string): Promise<Read | string> {
  const read = await files.read(path, { maxBytes });
  if (read.ok) return { path, bytes: read.value.length, review: reviewLog(path, read.value, clock.now()) };
  return read.error.kind === 'too-large' ? `${path} is larger than 64 MiB` : `${path}: ${read.error.message}`;
}

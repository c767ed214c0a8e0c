import { existsSync, readFileSync } from 'node:fs';
import type { Json } from '../../src/model/json.ts';
import { cleanLines } from '../../src/protocols/logs/clean-lines-sample.ts';
import { scrubJson, scrubText } from '../../src/protocols/logs/scrub.ts';
import { eventText } from '../errors/event-text.ts';
import type { BenchLine } from '../run.ts';

const goal = 20;
/** Rounds of some milliseconds each: the best of them is what it takes when nothing else runs. */
const rounds = 60;
const sampleLines = 3_000;
const long = 2_048;

interface Sample {
  readonly name: string;
  readonly texts: readonly string[];
  readonly scrub: () => void;
}

/** µs of CPU per KB of what is scrubbed, by kind of text, and of one pass over its characters, the floor, in turns. */
export function scrubbing(): readonly BenchLine[] {
  return samples().map(({ name, texts, scrub }) => {
    const kilobytes = texts.reduce((sum, text) => sum + text.length, 0) / 1024;
    let [figure, floor] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round += 1) {
      floor = Math.min(
        floor,
        cpuMicros(() => texts.reduce((sum, text) => sum + characters(text), 0)) / kilobytes,
      );
      figure = Math.min(figure, cpuMicros(scrub) / kilobytes);
    }
    return {
      name: `scrub ${name}, µs of CPU per KB (goal ${goal})`,
      figure: figure.toFixed(1),
      peer: `floor ${floor.toFixed(1)}`,
      ratio: (figure / floor).toFixed(1),
    };
  });
}

function samples(): readonly Sample[] {
  // Flat strings, as they come from a socket.
  const lines = cleanLines(sampleLines).map((line) => Buffer.from(line).toString());
  const joined = Buffer.from(lines.join(' ')).toString();
  const longLines = Array.from({ length: Math.floor(joined.length / long) }, (_, at) =>
    Buffer.from(joined.slice(at * long, (at + 1) * long)).toString(),
  );
  const prose = Array.from({ length: 150 }, (_, at) =>
    Buffer.from(sentence.repeat(22).slice(at % 7)).toString(),
  );
  const ofTexts = (name: string, texts: readonly string[]): Sample => ({
    name,
    texts,
    scrub: () => texts.forEach((text) => scrubText(text)),
  });
  return [
    ofTexts('log lines', lines),
    ofTexts(
      'short log lines',
      lines.map((line) => Buffer.from(line.slice(0, 80)).toString()),
    ),
    ofTexts('log lines of 2 KB', longLines),
    ofTexts('prose', prose),
    ...(existsSync(labelled) ? [ofTexts('labelled sentences', labelledSentences())] : []),
    ofEvents('error events', (round, at) => eventText(idOf(round, at), at)),
    ofEvents('error events, no stack twice', (round, at) =>
      eventText(idOf(round, at), 1_000 * round + at, true),
    ),
  ];
}

/** microsoft/presidio-research: short sentences, some with personal data. */
const labelled = new URL(
  '../../../shared/data/monitoring/pii-presidio/synth_dataset_v2.json',
  import.meta.url,
);

const labelledSentences = (): readonly string[] =>
  (JSON.parse(readFileSync(labelled, 'utf8')) as readonly { readonly full_text: string }[]).map(
    ({ full_text: text }) => Buffer.from(text).toString(),
  );

const idOf = (round: number, at: number): string => (1_000 * round + at).toString(16).padStart(32, '0');

/** Forty events a round, read anew each time: their texts are no more known to the engine than those of a sender. */
function ofEvents(name: string, textOf: (round: number, at: number) => string): Sample {
  const all = Array.from({ length: rounds + 1 }, (_, round) =>
    Array.from({ length: 40 }, (_each, at) => textOf(round, at).split('\n')[2] ?? ''),
  );
  const parsed = all.map((texts) => texts.map((text) => JSON.parse(text) as Json));
  let round = 0;
  return {
    name,
    texts: all[0] ?? [],
    scrub: () => {
      for (const event of parsed[round % parsed.length] ?? []) scrubJson(event);
      round += 1;
    },
  };
}

const sentence =
  'The customer opened the basket, looked at the order of last week, and then she went on to pay for it. ';

function characters(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

export function cpuMicros(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

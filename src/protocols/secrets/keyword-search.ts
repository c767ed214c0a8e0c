/** Finds every occurrence of every keyword, whatever its case, in one pass over bytes. */
export interface KeywordSearch {
  /** Calls back with the keyword's index and the offset after its last byte, in the order of the first bytes. */
  readonly scan: (bytes: Uint8Array, found: KeywordFound) => void;
  /** Different beginnings the keywords have. */
  readonly beginnings: number;
}
export type KeywordFound = (keyword: number, end: number) => void;

/** A byte's lowest five bits: both cases of a letter are one, and some signs fall together with letters. */
const codeBits = 5;
const codes = 1 << codeBits;
const codeMask = codes - 1;
/** Bytes looked up at once. */
const beginningLength = 3;
const beginningMask = (1 << (codeBits * beginningLength)) - 1;
const anyCode = -1;

/**
 * No byte waits for what the one before it led to, as it would in an automaton: any four bytes are one question to a table of
 * bits, the fifth turns most of the rest away, and only then are keywords compared in full.
 */
export function keywordSearch(keywords: readonly string[]): KeywordSearch {
  const tables = tablesOf(keywords.map((word) => Uint8Array.from(word, lowerCodeAt)));
  return {
    beginnings: tables.beginnings.length - 1,
    scan: (bytes, found) => {
      const text = { bytes, tables, found };
      for (
        let at = nextFourth(tables.fourth, bytes, beginningLength);
        at < bytes.length;
        at = nextFourth(tables.fourth, bytes, at + 1)
      )
        compare(text, at);
      // Keywords of two or three bytes may end the text.
      compare(text, bytes.length);
      compare(text, bytes.length + 1);
    },
  };
}

/** Where the next byte stands that may be the fourth of a keyword. A function of its own, without calls: the loop stays in registers. */
function nextFourth(fourth: Int32Array, bytes: Uint8Array, from: number): number {
  let beginning = beginningBefore(bytes, from);
  for (let at = from; at < bytes.length; at += 1) {
    const code = (bytes[at] as number) & codeMask;
    if ((((fourth[beginning] as number) >>> code) & 1) === 1) return at;
    beginning = ((beginning << codeBits) | code) & beginningMask;
  }
  return bytes.length;
}

function beginningBefore(bytes: Uint8Array, end: number): number {
  let beginning = 0;
  for (let at = Math.max(0, end - beginningLength); at < end; at += 1)
    beginning = (beginning << codeBits) | ((bytes[at] ?? 0) & codeMask);
  return beginning;
}

interface Word {
  readonly keyword: number;
  readonly bytes: Uint8Array;
}
interface Beginning {
  /** A bit for each code that may be the fifth. */
  fifth: number;
  readonly words: Word[];
}
interface Tables {
  /** By beginning: a bit for each code that may follow. 128 KB, of which a text uses little. */
  readonly fourth: Int32Array;
  /** By beginning: its place in `beginnings`. */
  readonly places: Uint16Array;
  /** The first one is of no keyword. */
  readonly beginnings: readonly Beginning[];
}

function tablesOf(words: readonly Uint8Array[]): Tables {
  const fourth = new Int32Array(beginningMask + 1);
  const places = new Uint16Array(beginningMask + 1);
  const beginnings: Beginning[] = [{ fifth: 0, words: [] }];
  words.forEach((bytes, keyword) => {
    for (const beginning of waysToBegin(bytes)) {
      if (places[beginning] === 0) places[beginning] = beginnings.push({ fifth: 0, words: [] }) - 1;
      const own = beginnings[places[beginning] ?? 0];
      own?.words.push({ keyword, bytes });
      if (own !== undefined) own.fifth |= codeAt(bytes, beginningLength + 1);
      fourth[beginning] = (fourth[beginning] ?? 0) | codeAt(bytes, beginningLength);
    }
  });
  return { fourth, places, beginnings };
}

/** A keyword shorter than a beginning begins in as many ways as it can go on. */
function waysToBegin(bytes: Uint8Array): readonly number[] {
  let ways: readonly number[] = [0];
  for (let at = 0; at < beginningLength; at += 1) {
    const next = bytes[at];
    const choices = next === undefined ? [...Array.from({ length: codes }).keys()] : [next & codeMask];
    ways = ways.flatMap((way) => choices.map((code) => (way << codeBits) | code));
  }
  return ways;
}

function codeAt(bytes: Uint8Array, at: number): number {
  const next = bytes[at];
  return next === undefined ? anyCode : 1 << (next & codeMask);
}

interface Text {
  readonly bytes: Uint8Array;
  readonly tables: Tables;
  readonly found: KeywordFound;
}

/** The keywords whose fourth byte would stand at `at`; one before or two after the text are as good as any. */
function compare({ bytes, tables, found }: Text, at: number): void {
  const beginning = tables.beginnings[tables.places[beginningBefore(bytes, at)] ?? 0];
  if (beginning === undefined || ((beginning.fifth >>> ((bytes[at + 1] ?? 0) & codeMask)) & 1) === 0) return;
  const start = at - beginningLength;
  for (const { keyword, bytes: word } of beginning.words)
    if (stands(word, bytes, start)) found(keyword, start + word.length);
}

function stands(word: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start < 0 || start + word.length > bytes.length) return false;
  for (let at = 0; at < word.length; at += 1)
    if (lower(bytes[start + at] as number) !== word[at]) return false;
  return true;
}

/** ASCII only, as keywords are. */
const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
const lowerCodeAt = (character: string): number => lower(character.charCodeAt(0));

/** Finds every occurrence of every keyword, whatever its case, in one pass over bytes (Aho and Corasick, 1975). */
export interface KeywordAutomaton {
  /** Calls back with the keyword's index and the offset after its last byte. */
  readonly scan: (bytes: Uint8Array, found: (keyword: number, end: number) => void) => void;
  readonly states: number;
}

interface Trie {
  /** Dense: state * classes + class. */
  readonly next: Int32Array;
  readonly outputs: readonly (readonly number[])[];
}

/** A dense table over the classes of bytes that occur in keywords: 1,000 states of 45 classes are 180 KB. */
export function keywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const classes = byteClasses(keywords);
  const width = Math.max(...classes) + 1;
  const trie = linked(grown(keywords, classes, width), width);
  const count = trie.outputs.length;
  const table = renumbered(trie, width);
  return {
    states: count,
    scan: (bytes, found) => {
      const { next, outputs, firstOutput } = table;
      let state = 0;
      for (let index = 0; index < bytes.length; index += 1) {
        state = next[state + (classes[bytes[index] as number] as number)] as number;
        if (state < firstOutput) continue;
        for (const keyword of outputs[(state - firstOutput) / width] ?? []) found(keyword, index + 1);
      }
    },
  };
}

/** Class 0 is every byte no keyword has; both cases of a letter are one class. */
function byteClasses(keywords: readonly string[]): Uint8Array {
  const classes = new Uint8Array(256);
  let last = 0;
  for (const character of new Set(keywords.join('').toLowerCase())) {
    last += 1;
    classes[character.charCodeAt(0)] = last;
    classes[character.toUpperCase().charCodeAt(0)] = last;
  }
  return classes;
}

function grown(keywords: readonly string[], classes: Uint8Array, width: number): Trie {
  const most = keywords.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most * width).fill(-1);
  const outputs: number[][] = [[]];
  keywords.forEach((word, keyword) => {
    let state = 0;
    for (const character of word.toLowerCase()) {
      const slot = state * width + (classes[character.charCodeAt(0)] ?? 0);
      if (next[slot] === -1) next[slot] = outputs.push([]) - 1;
      state = next[slot] ?? 0;
    }
    outputs[state]?.push(keyword);
  });
  return { next: next.slice(0, outputs.length * width), outputs };
}

/** Failure links, folded into the table breadth first, so that the scan never goes back. */
function linked({ next, outputs }: Trie, width: number): Trie {
  const fail = new Int32Array(outputs.length);
  const all: number[][] = outputs.map((own) => [...own]);
  const queue: number[] = [];
  for (let each = 0; each < width; each += 1) {
    const child = next[each] ?? -1;
    if (child === -1) next[each] = 0;
    else queue.push(child);
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const back = fail[state] ?? 0;
    all[state]?.push(...(all[back] ?? []));
    for (let each = 0; each < width; each += 1) {
      const child = next[state * width + each] ?? -1;
      const fallback = next[back * width + each] ?? 0;
      if (child === -1) next[state * width + each] = fallback;
      else {
        fail[child] = fallback;
        queue.push(child);
      }
    }
  }
  return { next, outputs: all };
}

/** States with output come last and every state is its row's offset: one comparison and no multiplication per byte. */
function renumbered(trie: Trie, width: number) {
  const order = [...trie.outputs.keys()].toSorted(
    (a, b) =>
      Number((trie.outputs[a] ?? []).length > 0) - Number((trie.outputs[b] ?? []).length > 0) || a - b,
  );
  const place = new Int32Array(order.length);
  order.forEach((state, index) => (place[state] = index));
  const next = new Int32Array(trie.next.length);
  order.forEach((state, index) => {
    for (let each = 0; each < width; each += 1)
      next[index * width + each] = (place[trie.next[state * width + each] ?? 0] ?? 0) * width;
  });
  const silent = trie.outputs.filter((own) => own.length === 0).length;
  return {
    next,
    firstOutput: silent * width,
    outputs: order.slice(silent).map((state) => trie.outputs[state] ?? []),
  };
}

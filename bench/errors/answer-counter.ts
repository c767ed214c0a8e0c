const statusLine = Buffer.from('HTTP/1.1 ');
const statusDigits = 3;
const longest = statusLine.length + statusDigits;

/** Reads the status of each answer out of the bytes of a connection, however they are cut. No body holds what begins an answer. */
export function answerCounter(answered: (status: number) => void): (chunk: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    let next = 0;
    for (let at = bytes.indexOf(statusLine); at !== -1; at = bytes.indexOf(statusLine, next)) {
      if (at + longest > bytes.length) break;
      next = at + longest;
      answered(Number(bytes.toString('latin1', next - statusDigits, next)));
    }
    left = Buffer.from(bytes.subarray(Math.max(next, bytes.length - longest + 1)));
  };
}

/** One Authentication-Results field (RFC 8601 section 2.2). */
export interface AuthenticationResults {
  /** Who says so; only fields of the receiver itself may be believed (section 7.1). */
  readonly server: string;
  readonly results: readonly MethodResult[];
}
export interface MethodResult {
  /** `spf`, `dkim`, `dmarc`, `arc`, `bimi`, ... */
  readonly method: string;
  readonly result: string;
  readonly reason: string | null;
  /** `header.d`, `smtp.mailfrom`, ... lower case. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Reads an unfolded value; null when it has no server name. Never throws. */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const [head = '', ...pieces] = splitOutsideQuotes(withoutComments(value.slice(0, 16_000)));
  const server = /^\s*("?)([^\s;="]+)\1(?:\s+\d+)?\s*$/.exec(head)?.[2];
  // Outlook leaves the server name out: the first piece is a result then.
  if (server === undefined)
    return /=/.test(head)
      ? { server: '', results: [head, ...pieces].slice(0, 50).flatMap(readResult) }
      : null;
  return { server: server.toLowerCase(), results: pieces.slice(0, 50).flatMap(readResult) };
}

function readResult(piece: string): readonly MethodResult[] {
  const match = /^\s*([a-z0-9-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z0-9-]+)/i.exec(piece);
  if (match === null) return [];
  const [whole, method = '', result = ''] = match;
  const properties: [string, string][] = [];
  let reason: string | null = null;
  const pairs = piece
    .slice(whole.length)
    .matchAll(/(?<![a-z0-9.-])([a-z0-9-]+(?:\.[a-z0-9_-]+)?)\s*=\s*(?:"([^"]*)"|([^\s;"]+))/gi);
  for (const [, name = '', quoted, plain] of pairs) {
    const text = (quoted ?? plain ?? '').slice(0, 300);
    if (name.toLowerCase() === 'reason') reason = text;
    else if (properties.length < 20) properties.push([name.toLowerCase(), text]);
  }
  return [
    {
      method: method.toLowerCase(),
      result: result.toLowerCase(),
      reason,
      properties: Object.fromEntries(properties),
    },
  ];
}

/** Drops comments, nested ones too (RFC 5322 section 3.2.2); quoted strings stay. */
function withoutComments(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let kept = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      if (depth === 0) kept += text.slice(at, at + 2);
      at += 1;
      continue;
    }
    if (character === '"' && depth === 0) isQuoted = !isQuoted;
    if (character === '(' && !isQuoted) depth += 1;
    else if (character === ')' && !isQuoted && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}

const splitOutsideQuotes = (text: string): readonly string[] => text.match(/(?:[^;"]|"[^"]*"?)+/g) ?? [];

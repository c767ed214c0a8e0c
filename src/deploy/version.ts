import type { Outside } from '../model/outside.ts';
import { fieldText, mediaType } from '../protocols/http/fields.ts';

/** What the running product says about its release. */
export interface SeenVersion {
  /** Every value that may name it: from JSON, header fields, meta elements or the plain body. */
  readonly values: readonly string[];
  /** What was seen, in one sentence. */
  readonly text: string;
}

const keys = [
  'version',
  'commit',
  'sha',
  'revision',
  'release',
  'build',
  'gitSha',
  'git_sha',
  'commitSha',
  'buildId',
];
const headers = [
  'x-version',
  'x-app-version',
  'x-release',
  'x-commit',
  'x-git-sha',
  'x-deployment-id',
  'x-build',
];
const maxBytes = 256 * 1024;

/** Asks past every cache. Null values when there is no answer. */
export async function seeVersion(outside: Outside, url: string, signal: AbortSignal): Promise<SeenVersion> {
  const got = await outside.http.request({
    url,
    headers: [
      ['cache-control', 'no-cache'],
      ['accept', 'application/json, */*;q=0.5'],
      ['user-agent', 'Mozilla/5.0 (compatible; launch-ready; deploy)'],
    ],
    timeoutMs: 5_000,
    maxBodyBytes: maxBytes,
    isChainWanted: false,
    signal,
  });
  if (!got.ok) return { values: [], text: got.error.message };
  const { status, body } = got.value;
  if (status !== 200) return { values: [], text: `${url} answers ${status}` };
  const text = new TextDecoder().decode(body);
  const values = [
    ...(mediaType(got.value.headers).includes('html') ? metaValues(text) : bodyValues(text)),
    ...headers.flatMap((name) => fieldText(got.value.headers, name) ?? []),
  ];
  const known = [...new Set(values)].filter((value) => value !== '').slice(0, 20);
  return {
    values: known,
    text: known.length === 0 ? `${url} names no release` : `${url} says ${known.join(', ').slice(0, 200)}`,
  };
}

function bodyValues(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string' || typeof value === 'number') return [String(value)];
    if (typeof value !== 'object' || value === null) return [];
    return keys.flatMap((key) => {
      const found: unknown = Reflect.get(value, key);
      return typeof found === 'string' || typeof found === 'number' ? [String(found)] : [];
    });
  } catch {
    const line = text.trim();
    return line.length > 0 && line.length <= 200 && !line.includes('\n') ? [line] : [];
  }
}

function metaValues(html: string): readonly string[] {
  const tags = html.slice(0, 100_000).match(/<meta\s[^>]{0,500}>/gi) ?? [];
  return tags.slice(0, 200).flatMap((tag) => {
    const name = /\bname\s*=\s*["']?([\w:.-]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    const isVersion = /^(?:x-)?(?:app-)?(?:version|release|commit|revision|build)$/.test(name);
    const content = /\bcontent\s*=\s*"([^"]{0,200})"|\bcontent\s*=\s*'([^']{0,200})'/i.exec(tag);
    return isVersion && content !== null ? [content[1] ?? content[2] ?? ''] : [];
  });
}

/** The same text, or one a beginning of the other from 7 hexadecimal digits on: commits are shortened everywhere. */
export function isVersion(values: readonly string[], wanted: string): boolean {
  return values.some((value) => {
    if (value === wanted || value.replace(/^v/, '') === wanted.replace(/^v/, '')) return true;
    const [short, long] = value.length < wanted.length ? [value, wanted] : [wanted, value];
    return /^[0-9a-f]{7,}$/i.test(short) && long.toLowerCase().startsWith(short.toLowerCase());
  });
}

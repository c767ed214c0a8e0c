import type { BundleBackend, BundleKey, ReadScripts } from '../../../facts/bundles/scripts.ts';
import type { HttpResponse } from '../../../model/outside-http.ts';
import type { UnixMs } from '../../../model/brand.ts';
import { backendsIn } from '../../../protocols/backends/find.ts';
import {
  chunkAddresses,
  localAddresses,
  readSourceMap,
  sourceMapReference,
} from '../../../protocols/bundles/script-references.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { fingerprintOf, redacted } from '../../../protocols/secrets/match.ts';
import type { SecretMatch } from '../../../protocols/secrets/match.ts';
import { sharedScanner } from '../../../protocols/secrets/redact.ts';
import { SecretStream } from '../../../protocols/secrets/stream.ts';
import { inTurn } from '../../redirects/walking/in-turn.ts';
import { probe } from '../../exposure/probing/probing.ts';
import type { Probing } from '../../exposure/probing/probing.ts';

export interface ReadBudget {
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly chunks: number;
  readonly maps: number;
  readonly width: number;
}
export const usualBudget: ReadBudget = {
  fileBytes: 24 * 1024 * 1024,
  totalBytes: 96 * 1024 * 1024,
  chunks: 60,
  maps: 24,
  width: 4,
};

interface Part {
  readonly url: string;
  readonly kind: ReadScripts['files'][number]['kind'];
  /** Of a map: the script it belongs to, and whether the script itself names it. */
  readonly script?: string;
}

const sliceBytes = 1024 * 1024;
const maxKeys = 100;

/** Reads pages, scripts, what they load, and source maps, within a budget of bytes. Values of secrets do not leave it. */
export class ScriptReader {
  private readonly probing: Probing;
  private readonly now: UnixMs;
  private readonly budget: ReadBudget;
  private readonly seen = new Set<string>();
  private readonly found: Omit<ReadScripts, 'isRead' | 'foreign' | 'limits'> = {
    files: [],
    keys: [],
    maps: [],
    backends: [],
    localAddresses: [],
  };
  private readonly limits = new Set<string>();
  private bytes = 0;
  private chunks = 0;
  private mapCount = 0;

  constructor(probing: Probing, now: UnixMs, budget: ReadBudget = usualBudget) {
    this.probing = probing;
    this.now = now;
    this.budget = budget;
  }

  async run(pages: readonly string[], scripts: readonly string[]): Promise<Omit<ReadScripts, 'foreign'>> {
    const start: Part[] = [
      ...scripts.map((url) => ({ url, kind: 'script' as const })),
      ...pages.map((url) => ({ url, kind: 'page' as const })),
    ];
    for (let parts = this.fresh(start); parts.length > 0;) {
      const more = await inTurn(parts, this.budget.width, async (part) => this.read(part));
      parts = this.fresh(more.flat());
    }
    return { isRead: true, ...this.found, limits: [...this.limits] };
  }

  private fresh(parts: readonly Part[]): readonly Part[] {
    return parts.filter(({ url, kind }) => {
      if (this.seen.has(`${kind} ${url}`)) return false;
      this.seen.add(`${kind} ${url}`);
      return true;
    });
  }

  private async read(part: Part): Promise<readonly Part[]> {
    if (this.bytes >= this.budget.totalBytes) {
      this.limits.add(`${this.budget.totalBytes >> 20} MiB of scripts were read, there is more`);
      return [];
    }
    const answer = await probe(this.probing, part.url, {
      maxBodyBytes: this.budget.fileBytes,
      timeoutMs: 20_000,
      headers: [['accept', '*/*']],
    });
    if (!answer.ok) {
      if (part.kind !== 'map')
        this.limits.add(`${part.url.slice(0, 200)} could not be read: ${answer.error.kind}`);
      return [];
    }
    return this.take(part, answer.value);
  }

  private take(part: Part, response: HttpResponse): readonly Part[] {
    const { body, isBodyTruncated } = response;
    if (response.status !== 200 || body.length === 0) return [];
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
    if (part.kind !== 'page' && /^\s*<(?:!doctype|html|head)/i.test(text.slice(0, 200))) return [];
    if (part.kind === 'map' && !this.takeMap(part, text)) return [];
    this.bytes += body.length;
    this.found.files.push({ url: part.url, kind: part.kind, bytes: body.length, isCut: isBodyTruncated });
    if (isBodyTruncated)
      this.limits.add(`only the first ${body.length >> 20} MiB of ${part.url.slice(0, 200)} were read`);
    this.search(part.url, body);
    // A map repeats the code of its script: what the script says is not told twice.
    return part.kind === 'map' ? [] : this.look(part, text, response);
  }

  private search(url: string, body: Uint8Array): void {
    const isForGemini = Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(gemini);
    const stream = new SecretStream(sharedScanner(), { now: this.now });
    const keep = (matches: readonly SecretMatch[]): void => {
      for (const match of matches) this.keep(keyOf(match, url, isForGemini));
    };
    for (let at = 0; at < body.length; at += sliceBytes)
      keep(stream.push(body.subarray(at, at + sliceBytes)));
    keep(stream.end());
  }

  private keep(key: BundleKey): void {
    if (this.found.keys.some(({ fingerprint }) => fingerprint === key.fingerprint)) return;
    if (this.found.keys.length >= maxKeys)
      return void this.limits.add(`${maxKeys} keys are told, there are more`);
    this.found.keys.push(key);
  }

  private look(part: Part, text: string, response: HttpResponse): readonly Part[] {
    for (const found of backendsIn(text)) this.keepBackend(part.url, found);
    for (const address of localAddresses(text))
      if (this.found.localAddresses.length < 20) this.found.localAddresses.push({ url: part.url, address });
    if (part.kind === 'page') return [];
    const left = Math.max(0, this.budget.chunks - this.chunks);
    const chunks = chunkAddresses(text, part.url, left).filter((url) => !this.seen.has(`script ${url}`));
    this.chunks += chunks.length;
    if (chunks.length === left && left > 0)
      this.limits.add(`${this.budget.chunks} further scripts are read, there may be more`);
    return [...chunks.map((url) => ({ url, kind: 'script' as const })), ...this.mapOf(part, text, response)];
  }

  private keepBackend(url: string, { key, names, ...found }: ReturnType<typeof backendsIn>[number]): void {
    const known = this.found.backends.findIndex(({ kind, id }) => kind === found.kind && id === found.id);
    const before = this.found.backends[known];
    const merged: BundleBackend = {
      ...found,
      url: before?.hasKey === true ? before.url : url,
      hasKey: key !== null || before?.hasKey === true,
      names: [...new Set([...(before?.names ?? []), ...names])].slice(0, 60),
    };
    if (known >= 0) this.found.backends[known] = merged;
    else if (this.found.backends.length < 20) this.found.backends.push(merged);
  }

  /** The map the script names, else the one that usually lies beside it. A map inside the script is read in place. */
  private mapOf(part: Part, text: string, response: HttpResponse): readonly Part[] {
    const named =
      sourceMapReference(text) ??
      fieldValues(response.headers, 'sourcemap')[0] ??
      fieldValues(response.headers, 'x-sourcemap')[0];
    if (named !== undefined && named.startsWith('data:')) {
      const base64 = /^data:[^,]{0,100};base64,(.*)$/.exec(named)?.[1];
      if (base64 !== undefined)
        this.takeMap({ ...part, script: part.url }, Buffer.from(base64, 'base64').toString('latin1'));
      return [];
    }
    const reference = named ?? `${new URL(part.url).pathname}.map`;
    if (this.mapCount >= this.budget.maps || !URL.canParse(reference, part.url)) return [];
    const url = new URL(reference, part.url);
    if (url.origin !== new URL(part.url).origin) return [];
    this.mapCount += 1;
    return [{ url: url.href, kind: 'map', script: part.url }];
  }

  private takeMap({ url, script }: Part, text: string): boolean {
    const view = readSourceMap(text);
    if (view === null) return false;
    this.found.maps.push({
      url,
      script: script ?? url,
      sources: view.sources,
      ownWithText: view.ownWithText.length,
      examples: view.ownWithText.slice(0, 5),
    });
    return true;
  }
}

const gemini = 'generativelanguage.googleapis.com';

/** Google's keys are public in a browser, unless they are for a service that is billed by use. */
function kindOf(
  { rule, kind, detail }: SecretMatch,
  isForGemini: boolean,
): Pick<BundleKey, 'kind' | 'detail'> {
  if (rule.id !== 'google-api-key') return { kind, detail };
  return isForGemini
    ? { kind: 'secret', detail: 'used for Gemini, which anybody can then call on your bill' }
    : { kind: 'publishable', detail: detail ?? 'a browser key: restrict it by referrer and API' };
}

const keyOf = (match: SecretMatch, url: string, isForGemini: boolean): BundleKey => ({
  rule: match.rule.id,
  title: match.rule.title,
  severity: match.severity,
  confidence: match.confidence,
  ...kindOf(match, isForGemini),
  url,
  line: match.line,
  column: match.column,
  redacted: redacted(match.value),
  fingerprint: fingerprintOf(match.value),
  rotate: match.rule.rotate.text,
});

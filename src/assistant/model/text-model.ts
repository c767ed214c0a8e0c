import { z } from 'zod';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { readBoundedJson } from '../../protocols/logs/bounded-json.ts';

/** A model ready to be asked: its key is in memory only. */
export interface TextModel {
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
}

export interface Question {
  readonly system: string;
  readonly user: string;
}

const maxAnswerTokens = 700;
const maxTries = 2;
const longestWaitMs = 20_000;
const limits = { maxLength: 300_000, maxDepth: 20, maxValues: 5_000 };
const completion = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string() }) }))
    .min(1)
    .max(10),
});

/**
 * One chat completion (the interface of OpenAI, spoken by most hosts and by local servers). Failures are sentences without the
 * key and without what was sent.
 */
export async function complete(
  { url, model, key }: TextModel,
  { system, user }: Question,
  at: { readonly outside: Pick<Outside, 'http' | 'clock'>; readonly signal: AbortSignal },
): Promise<Result<string>> {
  const body = JSON.stringify({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    temperature: 0,
    max_tokens: maxAnswerTokens,
  });
  for (let tries = 1; ; tries += 1) {
    const answered = await at.outside.http.request({
      url: `${url.replace(/\/+$/, '')}/chat/completions`,
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['accept', 'application/json'],
        ...(key === null ? [] : ([['authorization', `Bearer ${key}`]] as const)),
      ],
      body,
      timeoutMs: 60_000,
      maxBodyBytes: 256 * 1024,
      signal: at.signal,
    });
    if (!answered.ok)
      return failure(
        answered.error.kind,
        `The model at ${hostOf(url)} cannot be reached: ${answered.error.message}`,
      );
    const { status } = answered.value;
    const isWorthRepeating = status === 429 || status >= 500;
    if (!isWorthRepeating || tries === maxTries || at.signal.aborted) return read(answered.value, url);
    await at.outside.clock.sleep(waitMs(answered.value), at.signal);
  }
}

function read(response: HttpResponse, url: string): Result<string> {
  const { status, isBodyTruncated, body } = response;
  const host = hostOf(url);
  if (status === 401 || status === 403)
    return failure('permission', `The model at ${host} refuses the key (${status})`);
  if (status < 200 || status > 299) return failure('refused', `The model at ${host} answered ${status}`);
  if (isBodyTruncated) return failure('too-large', `The model at ${host} sent more than 256 KiB`);
  const document = readBoundedJson(Buffer.from(body).toString('utf8'), limits);
  const parsed = completion.safeParse(document.ok ? document.value : null);
  const text = parsed.success ? parsed.data.choices[0]?.message.content.trim() : undefined;
  return text === undefined || text === ''
    ? failure('protocol', `The model at ${host} sent no text in the form of a chat completion`)
    : ok(text);
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? 'its address';

function waitMs({ headers }: HttpResponse): number {
  const seconds = Number(headers.find(([name]) => name === 'retry-after')?.[1] ?? 2);
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 2_000, longestWaitMs);
}

import type { ManifestAssistant } from '../model/assistant.ts';
import type { Json } from '../model/json.ts';
import type { Outside, Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';
import type { HttpResponse } from '../model/outside-http.ts';
import { readAnswer } from './answer.ts';
import type { Heard } from './answer.ts';

export interface SpeakerOptions {
  readonly assistant: ManifestAssistant;
  /** Absolute. */
  readonly url: string;
  /** Resolved. */
  readonly headers: readonly (readonly [string, string])[];
  readonly outside: Pick<Outside, 'http' | 'clock' | 'random'>;
  readonly signal: AbortSignal;
  readonly maxRequests: number;
}

interface Said {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

const maxWaits = 3;
const longestWaitMs = 30_000;
/** A filter in front of the assistant said no: that is an answer too. */
const filterStatuses = new Set([400, 403, 406, 422, 451]);

/** Asks the one address of launch.yaml, and no other. */
export class Speaker {
  readonly #options: SpeakerOptions;
  #sent = 0;
  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  get sent(): number {
    return this.#sent;
  }

  /** A talk of its own. */
  talk(): (message: string) => Promise<Result<Heard>> {
    const conversation = `launch-ready-${Buffer.from(this.#options.outside.random.bytes(8)).toString('hex')}`;
    const said: Said[] = [];
    return async (message) => {
      said.push({ role: 'user', content: message });
      const answered = await this.#ask({ message, conversation, said });
      if (!answered.ok) return answered;
      const { status } = answered.value;
      if (filterStatuses.has(status)) return ok({ text: '', toolCalls: [], isHandedOver: false });
      if (status < 200 || status > 299) return failure('refused', `It answered ${status}`);
      const heard = readAnswer(answered.value, this.#options.assistant);
      if (heard.ok) said.push({ role: 'assistant', content: heard.value.text });
      return heard;
    };
  }

  async #ask(what: Filling): Promise<Result<HttpResponse>> {
    const { assistant, url, headers, outside, signal, maxRequests } = this.#options;
    for (let waits = 0; ; waits += 1) {
      if (this.#sent >= maxRequests)
        return failure('too-large', `${maxRequests} requests were sent, no more`);
      this.#sent += 1;
      const answered = await outside.http.request({
        url,
        method: assistant.method,
        headers: [
          ['content-type', 'application/json'],
          ['accept', 'application/json, text/event-stream'],
          ...headers,
        ],
        body: JSON.stringify(filled(assistant.body, what)),
        timeoutMs: 60_000,
        maxBodyBytes: 256 * 1024,
        signal,
      });
      if (!answered.ok || answered.value.status !== 429 || waits === maxWaits || signal.aborted)
        return answered;
      await outside.clock.sleep(waitMs(answered.value), signal);
    }
  }
}

interface Filling {
  readonly message: string;
  readonly conversation: string;
  readonly said: readonly Said[];
}

function filled(template: Json, what: Filling): unknown {
  if (template === '{{messages}}') return what.said;
  if (typeof template === 'string')
    return template
      .replaceAll('{{message}}', () => what.message)
      .replaceAll('{{conversation}}', () => what.conversation);
  if (Array.isArray(template)) return template.map((each) => filled(each, what));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, each]) => [key, filled(each, what)]));
}

function waitMs({ headers }: HttpResponse): number {
  const seconds = Number(headers.find(([name]) => name === 'retry-after')?.[1] ?? 5);
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 5_000, longestWaitMs);
}

import type { ArrivedMail, MailWaiter, MailWish } from '../../model/journey.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { demoMailbox } from './demo-mailbox.ts';
import { mailpit } from './mailpit.ts';

/** How one kind of HTTP mailbox is asked. `look` gives the newest fitting message, or null. */
export interface MailboxDialect {
  readonly look: (ask: AskMailbox, wish: MailWish) => Promise<Result<ArrivedMail | null>>;
}

/** GET of a path of the mailbox; JSON, bounded. */
export type AskMailbox = (path: string) => Promise<Result<unknown>>;

const everyMs = 500;
const maxBytes = 8 * 1024 * 1024;

/** A mailbox that answers over HTTP: Mailpit as products run it beside themselves, or the demo internet's. */
export function httpMailbox(url: string, outside: Outside): MailWaiter {
  const dialects: readonly MailboxDialect[] = [mailpit, demoMailbox];
  let known: MailboxDialect | null = null;
  return {
    wait: async (wish, { timeoutMs, signal }) => {
      const endMs = outside.clock.monotonicMs() + timeoutMs;
      const ask = asking(url, outside, signal);
      known ??= await dialectOf(ask, dialects);
      if (known === null)
        return failure('protocol', `${url} is no mailbox we know: neither Mailpit nor the demo's`);
      for (;;) {
        const found = await known.look(ask, wish);
        if (found.ok && found.value !== null) return found;
        const isOver = outside.clock.monotonicMs() + everyMs >= endMs || signal.aborted;
        if (isOver) return found.ok ? ok(null) : found;
        await outside.clock.sleep(everyMs, signal);
      }
    },
  };
}

async function dialectOf(
  ask: AskMailbox,
  dialects: readonly MailboxDialect[],
): Promise<MailboxDialect | null> {
  const [first = null, second = null] = dialects;
  if ((await ask('/api/v1/messages?limit=1')).ok) return first;
  return (await ask('/mails?to=nobody')).ok ? second : null;
}

const asking =
  (url: string, outside: Outside, signal: AbortSignal): AskMailbox =>
  async (path) => {
    const got = await outside.http.request({
      url: `${url.replace(/\/+$/, '')}${path}`,
      headers: [['accept', 'application/json']],
      timeoutMs: 5_000,
      maxBodyBytes: maxBytes,
      signal,
    });
    if (!got.ok) return got;
    if (got.value.status !== 200) return failure('protocol', `The mailbox answered ${got.value.status}`);
    try {
      return ok(JSON.parse(new TextDecoder().decode(got.value.body)) as unknown);
    } catch {
      return failure('protocol', 'The mailbox answered something else than JSON');
    }
  };

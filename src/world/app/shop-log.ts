import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import type { WebApp } from '../edge/web-app.ts';
import type { AppPlan } from '../plan.ts';
import type { ShopLine } from './deps.ts';

const maxLines = 10_000;
/** As pino writes them. */
const levels: Readonly<Record<ShopLine['level'], number>> = { info: 30, warning: 40, error: 50 };

/** The shop's log: a line of JSON for each request and for what happens in it, all with the request's id. */
export interface ShopLog {
  readonly log: (line: ShopLine) => void;
  /** The same app, with a line for each request. */
  readonly logged: (app: WebApp) => WebApp;
  /** The file: the newest 10,000 lines. */
  readonly text: () => string;
}

export function createShopLog(clock: WorldClock, { mistakes }: Pick<AppPlan, 'mistakes'>): ShopLog {
  const lines: string[] = [];
  const request = new AsyncLocalStorage<string>();
  const write = (fields: Readonly<Record<string, string | number>>): void => {
    const reqId = mistakes.includes('logs-no-request-ids') ? undefined : request.getStore();
    lines.push(JSON.stringify({ time: clock.now(), reqId, ...fields }));
    if (lines.length > maxLines) lines.shift();
  };
  return {
    log: ({ level, logger, text }) => write({ level: levels[level], name: logger, msg: text }),
    logged: (app) => (asked) =>
      request.run(randomUUID(), async () => {
        const startedMs = clock.monotonicMs();
        const answer = await app(asked);
        const tookMs = Math.round(clock.monotonicMs() - startedMs);
        const msg = `${asked.method} ${new URL(asked.url).pathname} ${answer.status}`;
        write({ level: levels.info, msg, statusCode: answer.status, tookMs });
        return answer;
      }),
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}

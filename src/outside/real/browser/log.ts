import type { CDPSession } from 'playwright-core';
import type {
  BrowserExchange,
  BrowserLog,
  BrowserMessage,
  MixedContent,
} from '../../../model/outside-browser.ts';

const limits = { exchanges: 1000, messages: 200, errors: 100, mixedContent: 100, text: 500, url: 2000 };

type Draft = { -readonly [K in keyof BrowserExchange]: BrowserExchange[K] };
const outcomes: Readonly<Record<string, MixedContent['outcome']>> = {
  MixedContentBlocked: 'blocked',
  MixedContentAutomaticallyUpgraded: 'upgraded',
};

/** Writes down what one tab does, as the debugging protocol tells it; everything kept is bounded. */
export class LogKeeper {
  private readonly exchanges = new Map<string, Draft>();
  private readonly messages: BrowserMessage[] = [];
  private readonly errors: BrowserMessage[] = [];
  private readonly mixedContent: MixedContent[] = [];
  /** The protocol's clock in seconds at the first request. */
  private startSeconds: number | null = null;
  private hops = 0;
  private isCut = false;

  async listen(session: CDPSession): Promise<void> {
    this.listenToNetwork(session);
    session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const text = args.map((each) => String(each.value ?? each.description ?? each.type)).join(' ');
      const [frame] = stackTrace?.callFrames ?? [];
      this.keep(this.messages, limits.messages, {
        level: levelOf(type),
        text: text.slice(0, limits.text),
        at: frame === undefined ? '' : placeOf(frame.url, frame.lineNumber),
      });
    });
    session.on('Log.entryAdded', ({ entry }) =>
      this.keep(this.messages, limits.messages, {
        level: levelOf(entry.level),
        text: entry.text.slice(0, limits.text),
        at: placeOf(entry.url, entry.lineNumber),
      }),
    );
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, url, lineNumber } }) =>
      this.keep(this.errors, limits.errors, {
        level: 'error',
        text: (exception?.description?.split('\n')[0] ?? text).slice(0, limits.text),
        at: placeOf(url, lineNumber),
      }),
    );
    session.on('Audits.issueAdded', ({ issue }) => {
      const mixed = issue.details.mixedContentIssueDetails;
      if (mixed === undefined) return;
      this.keep(this.mixedContent, limits.mixedContent, {
        url: mixed.insecureURL.slice(0, limits.url),
        page: mixed.mainResourceURL.slice(0, limits.url),
        outcome: outcomes[mixed.resolutionStatus] ?? 'loaded',
      });
    });
    await Promise.all([
      session.send('Network.enable', { maxTotalBufferSize: 1, maxResourceBufferSize: 1 }),
      session.send('Runtime.enable'),
      session.send('Log.enable'),
      session.send('Audits.enable'),
    ]);
  }

  read(): BrowserLog {
    return {
      exchanges: [...this.exchanges.values()],
      messages: this.messages,
      errors: this.errors,
      mixedContent: this.mixedContent,
      isCut: this.isCut,
    };
  }

  private listenToNetwork(session: CDPSession): void {
    session.on('Network.requestWillBeSent', (event) => {
      const { requestId, request, type, timestamp, initiator, redirectResponse } = event;
      const startMs = this.since(timestamp);
      // A redirect goes on under the same id: the hop before it is over.
      const before = this.exchanges.get(requestId);
      if (redirectResponse !== undefined && before !== undefined) {
        this.exchanges.delete(requestId);
        const hop = { ...before, status: redirectResponse.status, endMs: startMs };
        this.add(`${requestId} ${(this.hops += 1)}`, {
          ...hop,
          encodedBytes: redirectResponse.encodedDataLength,
        });
      }
      if (request.url.startsWith('data:') || request.url.startsWith('blob:')) return;
      this.add(requestId, {
        url: request.url.slice(0, limits.url),
        method: request.method,
        type: type ?? 'Other',
        status: null,
        mediaType: '',
        startMs,
        endMs: null,
        encodedBytes: 0,
        failure: null,
        initiator:
          (initiator.url ?? initiator.stack?.callFrames[0]?.url ?? null)?.slice(0, limits.url) ?? null,
        isFromCache: false,
      });
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const draft = this.exchanges.get(requestId);
      if (draft === undefined) return;
      draft.status = response.status;
      draft.mediaType = response.mimeType;
      draft.isFromCache = response.fromDiskCache === true || response.fromServiceWorker === true;
    });
    session.on('Network.requestServedFromCache', ({ requestId }) => {
      const draft = this.exchanges.get(requestId);
      if (draft !== undefined) draft.isFromCache = true;
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const draft = this.exchanges.get(requestId);
      if (draft === undefined) return;
      draft.endMs = this.since(timestamp);
      draft.encodedBytes = encodedDataLength;
    });
    session.on('Network.loadingFailed', ({ requestId, timestamp, errorText, blockedReason }) => {
      const draft = this.exchanges.get(requestId);
      if (draft === undefined) return;
      draft.endMs = this.since(timestamp);
      draft.failure = blockedReason === undefined ? errorText : `${errorText} (${blockedReason})`;
    });
  }

  private since(seconds: number): number {
    this.startSeconds ??= seconds;
    return Math.round((seconds - this.startSeconds) * 1000);
  }

  private add(id: string, draft: Draft): void {
    if (this.exchanges.size < limits.exchanges) this.exchanges.set(id, draft);
    else this.isCut = true;
  }

  private keep<T>(list: T[], limit: number, item: T): void {
    if (list.length < limit) list.push(item);
    else this.isCut = true;
  }
}

const levelOf = (type: string): BrowserMessage['level'] =>
  type === 'error' || type === 'assert' ? 'error' : type === 'warning' ? 'warning' : 'info';

/** The protocol counts lines from 0. */
const placeOf = (url: string | undefined, line: number | undefined): string =>
  url === undefined || url === '' ? '' : `${url.slice(0, limits.url)}:${(line ?? 0) + 1}`;

import { html } from 'hono/html';
import { domainName, isHostName } from '../../protocols/dns/name.ts';
import { Refused } from '../http/refused.ts';
import { routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import type { Scan, ScanDesk } from '../scans/scan-desk.ts';
import { toolNames, toolPages } from '../scans/tool-answers.ts';
import type { ToolName } from '../scans/tool-answers.ts';
import { securePage } from '../status/secure-page.ts';
import type { Markup } from '../status/status-html.ts';
import { toolFrame } from '../scans/tool-frame.ts';

/** How long an answer is waited for before the page says that it goes on. */
const answerWaitMs = 20_000;
const lookEveryMs = 250;

/** TOOL-1 as public pages, without script. Only with `serve --public-tools`; looks never reach private networks (SEC-1). */
export default routes(
  {
    method: 'GET',
    path: '/tools',
    access: 'public',
    about: 'the public tools',
    handle: (call) => {
      desk(call);
      const body = html`<h1>Is it ready to launch?</h1>
        ${form('readiness')}
        <section>
          <h2>Four answers from one look</h2>
          <ul class="plain">
            ${toolNames.map((name) => html`<li><a href="/tools/${name}">${toolPages[name].title}</a>: ${toolPages[name].about}</li>`)}
          </ul>
        </section>`;
      return securePage(toolFrame({ title: 'Launch tools', body }), 300);
    },
  },
  {
    method: 'GET',
    path: '/tools/:tool',
    access: 'public',
    about: 'one tool',
    handle: (call) => {
      desk(call);
      const name = toolOf(call);
      const { title, about } = toolPages[name];
      return securePage(
        toolFrame({
          title,
          body: html`<h1>${title}</h1>
            <p>${about}</p>
            ${form(name)}`,
        }),
        300,
      );
    },
  },
  {
    method: 'POST',
    path: '/tools/:tool',
    access: 'public',
    about: 'look at a domain',
    isOpenForm: true,
    handle: async (call) => {
      const name = toolOf(call);
      const domain = domainIn((await call.form()).get('domain') ?? '');
      if (domain === null) return problem(name, 'This is no domain name');
      limit(call);
      const scan = desk(call).ask(domain);
      if (scan === null) return problem(name, 'Too many are waiting; try again in some minutes', 503);
      return new Response(null, { status: 303, headers: { location: `/tools/${name}/${scan.id}` } });
    },
  },
  {
    method: 'GET',
    path: '/tools/:tool/:id',
    access: 'public',
    about: 'the answer for a domain',
    handle: async (call) => {
      const scan = await settled(call);
      const name = toolOf(call);
      if (scan === null) return problem(name, 'This answer was kept for an hour; look again', 404);
      return answerPage(call, name, scan);
    },
  },
);

function desk({ server }: Call): ScanDesk {
  if (server.scans !== null) return server.scans;
  throw new Refused(404, 'not-found', { message: 'There are no public tools here.' });
}

/** The scan when it is over, or as it is after a while: a page that reloads itself takes the reader's place away (WCAG 2.2.1). */
async function settled(call: Call): Promise<Scan | null> {
  const { clock } = call.server.outside;
  const untilMs = clock.monotonicMs() + answerWaitMs;
  for (;;) {
    const scan = desk(call).get(call.param('id'));
    const isOver = scan === null || scan.state === 'done' || scan.state === 'failed';
    if (isOver || clock.monotonicMs() >= untilMs || call.signal.aborted) return scan;
    await clock.sleep(lookEveryMs, call.signal);
  }
}

function toolOf({ param }: Call): ToolName {
  const found = toolNames.find((name) => name === param('tool'));
  if (found === undefined) throw new Refused(404, 'not-found', { message: 'There is no such tool.' });
  return found;
}

/** A name of the public DNS; addresses and names without a dot are none. */
function domainIn(text: string): string | null {
  const bare = text
    .trim()
    .slice(0, 300)
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '');
  const name = domainName(bare);
  return name !== null && isHostName(name) && name.includes('.') && !/^[\d.]+$/.test(name) ? name : null;
}

/** Ten looks cost nothing, then each costs more patience. */
function limit({ server, from }: Call): void {
  const counted = [{ key: `scan ${from}`, freeTries: 10 }];
  const now = server.outside.clock.now();
  const waitMs = server.throttle.waitMs(counted, now);
  if (waitMs > 0)
    throw new Refused(429, 'too-many', {
      message: `Too many looks. Wait ${Math.ceil(waitMs / 1000)} s.`,
      retryAfterSeconds: Math.ceil(waitMs / 1000),
    });
  server.throttle.failed(counted, now);
}

const form = (tool: ToolName): Markup =>
  html`<form method="post" action="/tools/${tool}">
    <label for="domain">Domain</label>
    <input id="domain" name="domain" required maxlength="253" placeholder="shop.example" autocomplete="url" />
    <button>Look</button>
  </form>`;

const problem = (tool: ToolName, text: string, status = 400): Promise<Response> =>
  securePage(
    toolFrame({
      title: toolPages[tool].title,
      body: html`<h1>${text}</h1>
        ${form(tool)}`,
    }),
    0,
    status,
  );

function answerPage({ query }: Call, tool: ToolName, scan: Scan): Promise<Response> {
  const { title, fields, answer } = toolPages[tool];
  if (scan.state === 'failed') return problem(tool, scan.problem ?? 'It could not be looked at', 502);
  if (scan.report === null) {
    const body = html`<h1>Looking at ${scan.domain}</h1>
      <p>This takes up to a minute. <a href="/tools/${tool}/${scan.id}">Show the answer</a></p>`;
    return securePage(toolFrame({ title, body }), 0);
  }
  const number = (name: string): number | null => {
    const value = Number(query(name) ?? '');
    return query(name) !== null && query(name) !== '' && Number.isFinite(value) && value >= 0 ? value : null;
  };
  const others = toolNames.filter((name) => name !== tool);
  const own = html`<form method="get" action="/tools/${tool}/${scan.id}">
    ${fields.map(
      ({ name, label }) =>
        html`<label for="${name}">${label}</label
          ><input
            id="${name}"
            name="${name}"
            type="number"
            min="0"
            step="any"
            value="${query(name) ?? ''}"
          />`,
    )}
    <button>Reckon again</button>
  </form>`;
  const body = html`<p class="muted">${scan.domain}</p>
    ${answer(scan.report, number)} ${fields.length === 0 ? '' : own}
    <p>${others.map((name) => html`<a href="/tools/${name}/${scan.id}">${toolPages[name].title}</a> `)}</p>`;
  return securePage(toolFrame({ title: `${title}: ${scan.domain}`, body }), 0);
}

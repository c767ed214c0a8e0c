import { html } from 'hono/html';
import { z } from 'zod';
import { securePage } from '../status/secure-page.ts';
import type { Monitor } from '../../model/monitor.ts';
import { Refused, notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { recordAction } from '../audit-trail.ts';
import { feedXml } from '../status/feed.ts';
import { addPublicNote } from '../status/public-notes.ts';
import { monthOf, monthRange, publicIncidents, statusData } from '../status/status-data.ts';
import type { StatusData } from '../status/status-data.ts';
import { frame, incidentHtml, incidentLine, statusHtml } from '../status/status-html.ts';
import { standardHue, statusStyle } from '../status/status-style.ts';
import { unixMs } from '../../model/brand.ts';

const get = (path: string, about: string, handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  access: 'public',
  about,
  handle,
});

/** The public pages: read by anybody, kept for seconds, without a script. */
export default routes(
  get('/status', 'the public status page', async (call) => securePage(statusHtml(await shown(call)), 5)),
  get('/status/history', 'incidents of a month', history),
  get('/status/incidents/:id', 'one incident, by its public id', incidentPage),
  get('/status/feed.xml', 'incidents as RSS', async (call) => {
    const xml = feedXml(await shown(call), call.server.config.publicUrl);
    return new Response(xml, {
      headers: {
        'content-type': 'application/rss+xml; charset=utf-8',
        'cache-control': 'public, max-age=30',
      },
    });
  }),
  get('/status/style.css', 'the look of the public pages', ({ query }) => {
    const hue = Number(query('hue') ?? standardHue);
    const style = statusStyle(Number.isInteger(hue) && hue >= 0 && hue <= 360 ? hue : standardHue);
    return new Response(style, {
      headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    });
  }),
  {
    method: 'POST',
    path: '/api/incidents/:id/public-notes',
    access: 'editor',
    about: 'tell users: a note on the status page',
    handle: async (call) => {
      const { server, caller, param, body } = call;
      const { text } = await body(
        z.object({ text: z.string().trim().min(1, 'Write something.').max(1_000) }),
      );
      if ((await server.store.incidents.get(param('id'))) === null) throw notFound('incident');
      await addPublicNote(server.store, param('id'), { at: server.outside.clock.now(), text });
      await recordAction(server, caller, { action: 'told users', subject: param('id'), detail: text });
      return json({ isTold: true }, 201);
    },
  },
);

async function shown({ server }: Call): Promise<StatusData> {
  const data = await statusData(server);
  if (data.settings.isPublic) return data;
  throw new Refused(404, 'not-found', { message: 'There is no public status page.' });
}

async function incidentPage(call: Call): Promise<Response> {
  const data = await shown(call);
  const found = (await publicIncidents(call.server, await monitorsShown(call, data))).find(
    ({ id }) => id === call.param('id'),
  );
  if (found === undefined)
    return securePage(
      frame(data, {
        title: data.settings.title,
        body: html`<h1>There is no such incident</h1>
          <p><a href="/status/history">Look through the history</a></p>`,
      }),
      0,
      404,
    );
  const isOver = found.resolvedAt !== null;
  return securePage(
    frame(data, {
      title: `${found.title} - ${data.settings.title}`,
      body: html`<h1>${isOver ? 'Over: ' : ''}${found.title}</h1>
        ${incidentHtml(found)}
        <p><a href="/status">Back to the status page</a></p>`,
    }),
    isOver ? 60 : 5,
  );
}

/** Monitors whose incidents the public may see. */
async function monitorsShown({ server }: Call, data: StatusData): Promise<readonly Monitor[]> {
  const ids = new Set(data.groups.flatMap(({ lines }) => lines.map(({ monitor }) => monitor)));
  return (await server.monitors.list()).filter(({ id }) => ids.has(id));
}

async function history(call: Call): Promise<Response> {
  const data = await shown(call);
  const range = monthRange(call.query('month') ?? '') ?? monthRange(monthOf(data.now));
  if (range === null) throw new Refused(404, 'not-found', { message: 'There is no such month.' });
  const found = await publicIncidents(call.server, await monitorsShown(call, data), { before: range.to });
  const own = found.filter(({ startedAt }) => startedAt >= range.from);
  const earlier = monthOf(unixMs(range.from - 1));
  const later = range.to <= data.now ? monthOf(range.to) : null;
  return securePage(
    frame(data, {
      title: `History - ${data.settings.title}`,
      body: html`<h1>${monthOf(range.from)}</h1>
        <section>
          <h2>Incidents</h2>
          ${own.length === 0 ? html`<p class="muted">Nothing happened.</p>` : own.map(incidentLine)}
        </section>
        <p>
          <a href="/status/history?month=${earlier}">Earlier</a>
          ${later === null ? '' : html`<a href="/status/history?month=${later}">Later</a>`}
        </p>`,
    }),
    60,
  );
}

import type { Beat } from '../../model/monitor.ts';
import { Refused } from '../http/refused.ts';
import { routes } from '../http/route.ts';
import type { Call, Method, Route } from '../http/route.ts';
import { redactedText } from '../log.ts';

/** The dialect of Healthchecks: `/ping/<key>/<job>`, then `/start`, `/fail`, `/log` or an exit code; any method, the body is kept. */
const paths = ['/ping/:key/:job', '/ping/:key/:job/:what'];
const methods: readonly Method[] = ['GET', 'POST', 'PUT'];
const maxDetail = 500;

export default routes(
  ...methods.flatMap((method) =>
    paths.map((path): Route => ({
      method,
      path,
      access: 'public',
      about: 'a job reports',
      isOpenForm: true,
      maxBodyBytes: 100 * 1024,
      handle: beat,
    })),
  ),
);

async function beat(call: Call): Promise<Response> {
  const { server, param } = call;
  const job = param('job');
  if (!server.beats.isKey(job, param('key')))
    throw new Refused(404, 'not-found', { message: 'There is no such job.' });
  const kind = kindOf(param('what'));
  if (kind === null)
    throw new Refused(404, 'not-found', { message: 'Use start, fail, log or an exit code.' });
  if (kind === 'log') return ok();
  const detail = await detailOf(call);
  const code = /^\d+$/.test(param('what')) && param('what') !== '0' ? `exit code ${param('what')}` : null;
  const said = [code, detail].filter((part) => part !== null).join(': ');
  await server.beats.put(job, { at: server.outside.clock.now(), kind, detail: said === '' ? null : said });
  await lookNow(call, job);
  return ok();
}

function kindOf(what: string): Beat['kind'] | 'log' | null {
  if (what === '') return 'success';
  if (what === 'start' || what === 'fail' || what === 'log') return what;
  if (!/^\d{1,3}$/.test(what)) return null;
  return what === '0' ? 'success' : 'fail';
}

async function detailOf(call: Call): Promise<string | null> {
  if (call.method === 'GET') return null;
  const text = new TextDecoder()
    .decode(await call.bytes())
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : redactedText(text.slice(0, maxDetail));
}

/** What was just heard is judged at once rather than at its next turn. */
async function lookNow({ server }: Call, job: string): Promise<void> {
  const monitors = await server.monitors.list();
  for (const { id, kind, target } of monitors)
    if (kind === 'heartbeat' && target === job) await server.watch.check(id);
}

const ok = (): Response => new Response('OK\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });

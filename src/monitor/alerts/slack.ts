import type { Alert, AlertChannel, AlertDelivery, AlertRequest } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import { byStatus, delivered, isHookUrl, jsonIn, post, refused, tryAgain } from '../alerting/posting.ts';
import { pageOf, tagOf } from '../alerting/words.ts';

/** Slack's own limit for the text of a section. */
const maxSectionText = 3000;

/**
 * Two ways: with a bot token (`xoxb-…`) and a channel id, one message for each incident, edited as it goes on; or an incoming
 * webhook address, which cannot edit.
 */
export default {
  id: 'slack',
  title: 'Slack',
  requirements: ['MON-2'],
  render: (alert) => ({
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ text: fallbackText(alert), blocks: blocksOf(alert), unfurl_links: false }),
    headers: {},
    subject: null,
  }),
  send: async (request, outside, signal) => {
    if (isHookUrl(request.address)) return toHook(request, outside, signal);
    if (request.secret === null) return refused('Slack needs a bot token, or a webhook address');
    const { editsMessageId } = request;
    if (editsMessageId === null) return call('chat.postMessage', request, { outside, signal });
    const edited = await call('chat.update', request, { outside, signal });
    const isGone = edited.outcome === 'refused' && lostMessage.test(edited.detail);
    return isGone ? call('chat.postMessage', request, { outside, signal }) : edited;
  },
} satisfies AlertChannel;

/** The message to be edited cannot be: a new one is written instead. */
const lostMessage = /message_not_found|cant_update_message|edit_window_closed/;
/** Errors of the Web API that pass by themselves. */
const passing =
  /^(ratelimited|rate_limited|internal_error|fatal_error|service_unavailable|request_timeout|team_added_to_org)$/;

async function toHook(request: AlertRequest, outside: Outside, signal: AbortSignal): Promise<AlertDelivery> {
  const headers = [['content-type', request.message.contentType]] as const;
  const answer = await post(outside, { url: request.address, headers, body: request.message.body }, signal);
  return 'error' in answer ? answer.error : byStatus(answer, [400, 403, 404, 410]);
}

async function call(
  method: 'chat.postMessage' | 'chat.update',
  request: AlertRequest,
  to: { readonly outside: Outside; readonly signal: AbortSignal },
): Promise<AlertDelivery> {
  const [channel, ts] = (request.editsMessageId ?? '').split('/');
  const place = method === 'chat.update' ? { channel, ts } : { channel: request.address };
  const body = JSON.stringify({ ...jsonIn(request.message.body), ...place });
  const answer = await post(
    to.outside,
    {
      url: `https://slack.com/api/${method}`,
      headers: [
        ['authorization', `Bearer ${request.secret ?? ''}`],
        ['content-type', request.message.contentType],
      ],
      body,
    },
    to.signal,
  );
  if ('error' in answer) return answer.error;
  const json = jsonIn(answer.text);
  if (answer.status !== 200 || json === null)
    return tryAgain(`${answer.status} ${answer.text}`, answer.retryAfterMs);
  if (json['ok'] === true) {
    const id = `${String(json['channel'])}/${String(json['ts'])}`;
    return delivered(`${method} ${id}`, id);
  }
  const error = String(json['error'] ?? 'unknown error');
  return passing.test(error) ? tryAgain(error, answer.retryAfterMs) : refused(error);
}

/** What notifications show. */
const fallbackText = (alert: Alert): string => escaped(`[${tagOf(alert)}] ${pageOf(alert).what}`);

function blocksOf(alert: Alert): readonly object[] {
  const page = pageOf(alert);
  const head = `*[${tagOf(alert)}] ${escaped(page.what)}*`;
  const lines = [...page.facts, page.since, page.cause, page.changed, page.first].filter(
    (line): line is string => line !== null,
  );
  const text = [head, ...lines.map(escaped)].join('\n').slice(0, maxSectionText);
  const link =
    page.url === '' ? [] : [section(`<${escaped(page.url).replaceAll('|', '%7C')}|Open the incident>`)];
  return [section(text), ...link];
}

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** Slack's three control characters; what was watched must not mention a channel or fake a link. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

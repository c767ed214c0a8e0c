import type { AlertChannel } from '../../model/monitor.ts';
import { byStatus, isHookUrl, post, refused } from '../alerting/posting.ts';
import { pageLines, pageOf, tagOf } from '../alerting/words.ts';

/** `{"text": ...}`: what the incoming webhooks of Mattermost, Rocket.Chat and Google Chat take. */
export default {
  id: 'chat',
  title: 'Chat (incoming webhook)',
  requirements: ['MON-2'],
  render: (alert) => ({
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ text: [`[${tagOf(alert)}]`, pageLines(pageOf(alert)).join('\n')].join(' ') }),
    headers: {},
    subject: null,
  }),
  send: async ({ message, address }, outside, signal) => {
    if (!isHookUrl(address)) return refused('The address is no http address');
    const headers = [['content-type', message.contentType]] as const;
    const answer = await post(outside, { url: address, headers, body: message.body }, signal);
    return 'error' in answer ? answer.error : byStatus(answer, [400, 401, 403, 404, 410, 413]);
  },
} satisfies AlertChannel;

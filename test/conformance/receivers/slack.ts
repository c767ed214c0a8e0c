import type { Handler, Reply, Asked } from './receiver.ts';

export interface SlackMessage {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  /** How often it was changed since it was posted. */
  readonly edits: number;
}
interface SlackBlock {
  readonly type?: unknown;
  readonly text?: { readonly type?: unknown; readonly text?: unknown };
}

/** A workspace with one bot, after the published contract of `chat.postMessage` and `chat.update` (docs.slack.dev). */
export interface SlackDouble {
  readonly handle: Handler;
  /** By `ts`, oldest first. */
  readonly messages: Map<string, SlackMessage>;
  /** What each method was asked, in order. */
  readonly calls: string[];
  readonly archived: Set<string>;
  /** Calls of a method that are answered 429 from now on, with the seconds to wait. */
  readonly limits: Map<string, { times: number; readonly seconds: number }>;
}

const token = 'xoxb-1';
export const slackChannel = 'C012345';
const maxBlocks = 50;
const maxSectionText = 3_000;
const maxText = 40_000;

export function slackDouble(): SlackDouble {
  const double: SlackDouble = {
    messages: new Map(),
    calls: [],
    archived: new Set(),
    limits: new Map(),
    handle: (asked) => {
      const method = asked.path.replace('/api/', '');
      double.calls.push(method);
      const limit = double.limits.get(method);
      if (limit !== undefined && limit.times > 0) {
        limit.times -= 1;
        return {
          ...said({ ok: false, error: 'ratelimited' }),
          status: 429,
          headers: { 'retry-after': String(limit.seconds) },
        };
      }
      return said(answer(double, method, asked));
    },
  };
  return double;
}

const said = (body: object): Reply => ({ status: 200, body: JSON.stringify(body) });
const no = (error: string): object => ({ ok: false, error });

function answer(double: SlackDouble, method: string, { headers, body }: Asked): object {
  if (method !== 'chat.postMessage' && method !== 'chat.update') return no('unknown_method');
  const authorization = headers['authorization'];
  if (authorization === undefined) return no('not_authed');
  if (authorization !== `Bearer ${token}`) return no('invalid_auth');
  if (!/^application\/json; charset=utf-8$/i.test(headers['content-type'] ?? ''))
    return no('invalid_post_type');
  const given = fieldsOf(body);
  if (given === null) return no('invalid_json');
  const { channel, text } = given;
  if (channel !== slackChannel) return no('channel_not_found');
  if (double.archived.has(channel)) return no('is_archived');
  if (typeof text !== 'string' || text === '') return no('no_text');
  if (text.length > maxText) return no('msg_too_long');
  const blocks = given.blocks ?? [];
  if (!areBlocksGood(blocks)) return no('invalid_blocks');
  return method === 'chat.update'
    ? update(double, given.ts, { channel, text, blocks, edits: 0 })
    : post(double, { channel, text, blocks, edits: 0 });
}

function post(double: SlackDouble, message: SlackMessage): object {
  const ts = `${1_700_000_000 + double.messages.size}.000100`;
  double.messages.set(ts, message);
  return { ok: true, channel: message.channel, ts, message: { type: 'message', text: message.text, ts } };
}

function update(double: SlackDouble, ts: unknown, message: SlackMessage): object {
  const before = typeof ts === 'string' ? double.messages.get(ts) : undefined;
  if (typeof ts !== 'string' || before === undefined) return no('message_not_found');
  double.messages.set(ts, { ...message, edits: before.edits + 1 });
  return { ok: true, channel: message.channel, ts, text: message.text };
}

interface Fields {
  readonly channel?: unknown;
  readonly text?: unknown;
  readonly ts?: unknown;
  readonly blocks?: readonly SlackBlock[];
}
function fieldsOf(body: string): Fields | null {
  try {
    // What is not of these kinds is refused field by field.
    return JSON.parse(body) as Fields;
  } catch {
    return null;
  }
}

const areBlocksGood = (blocks: readonly SlackBlock[]): boolean =>
  blocks.length <= maxBlocks &&
  blocks.every(
    ({ type, text }) =>
      type === 'section' &&
      text?.type === 'mrkdwn' &&
      typeof text.text === 'string' &&
      text.text !== '' &&
      text.text.length <= maxSectionText,
  );

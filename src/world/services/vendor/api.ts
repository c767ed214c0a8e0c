import type { WebApp } from '../../edge/web-app.ts';
import type { VendorAccount, VendorRecord } from './account.ts';
import { idOf, VendorRefusal } from './account.ts';
import { readExpression } from './rules.ts';
import type { VendorRule } from './rules.ts';

/** Breakwater Edge speaks the API of Cloudflare's version 4. */
export const vendorUrl = 'https://api.breakwater-edge.net/client/v4';

export interface VendorApiInput {
  readonly account: VendorAccount;
  /** The token of the shop's account; null: it was taken back. */
  readonly token: () => string | null;
  /** Called after every write, before the answer. */
  readonly published: () => void;
}

interface Call extends VendorApiInput {
  readonly method: string;
  /** Below `/zones/<id>`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The vendor's API in the form of Cloudflare's version 4: envelope, records, settings, rulesets. */
export const vendorApi =
  (input: VendorApiInput): WebApp =>
  async (request) => {
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/client\/v4/, '');
    const token = input.token();
    if (token === null || request.headers.get('authorization') !== `Bearer ${token}`)
      return problem(401, 10_000, 'Authentication error');
    try {
      if (path === '/user/tokens/verify')
        return envelope({ id: idOf('token'), status: 'active', expires_on: null });
      if (path === '/zones') return envelope(zones(input, url.searchParams.get('name')));
      const [, id, rest] = /^\/zones\/([0-9a-f]{32})(\/.*)$/.exec(path) ?? [];
      if (rest === undefined || id !== idOf(input.account.zone))
        return problem(404, 7_003, 'Could not route to this zone');
      const body: unknown = request.method === 'GET' ? {} : await request.json();
      const result = answer({
        ...input,
        method: request.method,
        path: rest,
        query: url.searchParams,
        body: body as Call['body'],
      });
      if (request.method !== 'GET') input.published();
      return envelope(result);
    } catch (error) {
      if (error instanceof VendorRefusal) return problem(error.status, error.code, error.message);
      throw error;
    }
  };

const envelope = (result: unknown): Response =>
  Response.json({
    success: true,
    errors: [],
    messages: [],
    result,
    ...(Array.isArray(result)
      ? { result_info: { page: 1, per_page: 500, total_pages: 1, total_count: result.length } }
      : {}),
  });

const problem = (status: number, code: number, message: string): Response =>
  Response.json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status });

const zones = ({ account }: VendorApiInput, name: string | null): readonly object[] =>
  name === null || name === account.zone
    ? [
        {
          id: idOf(account.zone),
          name: account.zone,
          status: 'active',
          plan: { legacy_id: 'free', name: 'Free Website' },
        },
      ]
    : [];

function answer(call: Call): unknown {
  const { method, path, account, body } = call;
  if (method === 'GET' && path === '/dns_records') return account.records;
  if (method === 'POST' && path === '/dns_records/batch') {
    account.batch(body as Readonly<Record<string, readonly VendorRecord[]>>);
    return {};
  }
  if (path.startsWith('/settings/')) return setting(call, path.slice('/settings/'.length));
  const phase = /^\/rulesets\/phases\/(\w+)\/entrypoint$/.exec(path)?.[1];
  if (phase !== undefined) return ruleset(call, phase);
  if (path === '/dnssec') return { status: account.dnssec ? 'active' : 'disabled' };
  if (path === '/ssl/universal/settings') return { enabled: true };
  if (path === '/bot_management') return { fight_mode: false };
  throw new VendorRefusal(404, 7_003, 'Could not route to this path');
}

function setting({ method, account, body }: Call, id: string): object {
  if (method === 'PATCH') account.set(id, body['value']);
  return { id, value: account.settings.get(id) ?? null, editable: account.isEditable(id) };
}

function ruleset({ method, account, body, query }: Call, phase: string): object {
  if (method === 'PUT') {
    const rules = (body['rules'] ?? []) as readonly VendorRule[];
    const unreadable = rules.findIndex(({ expression }) => readExpression(expression) === null);
    if (unreadable >= 0)
      throw new VendorRefusal(400, 20_127, `rule ${unreadable + 1} has an expression that is not understood`);
    account.put(phase, rules, query.get('dry_run') === 'true');
  }
  const rules = account.rulesets.get(phase);
  if (rules === undefined && method === 'GET')
    throw new VendorRefusal(404, 10_000, 'could not find entrypoint ruleset');
  return { id: idOf(phase), phase, version: String(account.versions.get(phase) ?? 1), rules: rules ?? [] };
}

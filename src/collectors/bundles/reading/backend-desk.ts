import type { BackendAnswer } from '../../../facts/bundles/backends.ts';
import type { BundleBackend } from '../../../facts/bundles/scripts.ts';
import type { HttpResponse } from '../../../model/outside-http.ts';
import {
  backendQuestions,
  backendVerdict,
  dangerousRights,
  sensitiveColumns,
  supabaseHeaders,
} from '../../../protocols/backends/asking.ts';
import type { BackendQuestion, BackendReply } from '../../../protocols/backends/asking.ts';
import type { FoundBackend } from '../../../protocols/backends/backend.ts';
import { backendsIn } from '../../../protocols/backends/find.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { inTurn } from '../../redirects/walking/in-turn.ts';
import { probe } from '../../exposure/probing/probing.ts';
import type { Probing } from '../../exposure/probing/probing.ts';

const replyBytes = 64 * 1024;
const scriptBytes = 24 * 1024 * 1024;
const width = 4;

/** Asks one back end what a stranger may read. The key is read again from the script it stands in, used, and forgotten. */
export async function askBackend(probing: Probing, known: BundleBackend): Promise<readonly BackendAnswer[]> {
  const key = known.hasKey ? await keyOf(probing, known) : null;
  const { kind, id, origin, names } = known;
  const backend: FoundBackend = { kind, id, origin, names, key };
  return inTurn(backendQuestions(backend), width, async (question) => {
    const reply = await ask(probing, question);
    const verdict =
      reply === null ? ({ state: 'unclear', count: null } as const) : backendVerdict(kind, reply);
    const isOpen = verdict.state === 'open';
    return {
      kind,
      id,
      what: question.what,
      ...verdict,
      sensitive:
        isOpen && reply !== null ? [...(await sensitiveIn(probing, backend, { question, reply }))] : [],
      status: reply?.status ?? null,
      script: known.url,
    };
  });
}

async function keyOf(probing: Probing, { url, kind, id }: BundleBackend): Promise<string | null> {
  const answer = await probe(probing, url, { maxBodyBytes: scriptBytes, timeoutMs: 20_000 });
  if (!answer.ok) return null;
  const found = backendsIn(Buffer.from(answer.value.body).toString('latin1'));
  return found.find((each) => each.kind === kind && each.id === id)?.key ?? null;
}

async function ask(probing: Probing, question: BackendQuestion): Promise<BackendReply | null> {
  const { url, method, headers, body } = question;
  const how = { method, headers, maxBodyBytes: replyBytes, ...(body === undefined ? {} : { body }) };
  const answer = await probe(probing, url, how);
  if (!answer.ok) return null;
  const moved = movedTo(answer.value);
  const last = moved === null ? answer : await probe(probing, moved, how);
  return last.ok ? replyOf(last.value) : null;
}

/** Buckets send strangers to their region: the same vendor, once. */
function movedTo({ url, status, headers }: HttpResponse): string | null {
  const location = fieldValues(headers, 'location')[0];
  if (location === undefined || !isRedirect(status) || !URL.canParse(location, url)) return null;
  const vendor = (address: string): string => new URL(address).hostname.split('.').slice(-2).join('.');
  const to = new URL(location, url).href;
  return to.startsWith('https:') && vendor(to) === vendor(url) ? to : null;
}

const replyOf = ({ status, headers, body }: HttpResponse): BackendReply => ({
  status,
  fields: headers,
  body: Buffer.from(body).toString('latin1'),
});

/** Names of what is sensitive: the columns of one row, whose values are dropped here, or the rights of a key. */
async function sensitiveIn(
  probing: Probing,
  backend: FoundBackend,
  { question, reply }: { readonly question: BackendQuestion; readonly reply: BackendReply },
): Promise<readonly string[]> {
  if (backend.kind === 'algolia') return dangerousRights(reply.body);
  if (backend.kind !== 'supabase' || backend.key === null) return [];
  const answer = await probe(probing, question.url, {
    headers: supabaseHeaders(backend.key),
    maxBodyBytes: replyBytes,
  });
  return answer.ok ? sensitiveColumns(columnsOf(Buffer.from(answer.value.body).toString('latin1'))) : [];
}

function columnsOf(body: string): readonly string[] {
  try {
    const rows: unknown = JSON.parse(body);
    const row: unknown = Array.isArray(rows) ? rows[0] : null;
    return typeof row === 'object' && row !== null ? Object.keys(row) : [];
  } catch {
    return [];
  }
}

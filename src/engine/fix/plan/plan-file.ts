import { z } from 'zod';
import { severities } from '../../../model/check.ts';
import type { Plan } from '../../../model/fix.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import { hashOf } from './seal.ts';

const text = z.string().max(4_000);
const list = z.array(text).max(5_000);
const risk = z.enum(['safe', 'ask', 'dangerous']);
const change = z.object({
  id: text,
  provider: text,
  resource: text.refine((id) => parseResource(id) !== null, 'names no resource'),
  before: z.json(),
  after: z.json(),
  risk,
  why: text,
  cures: list,
  dependsOn: list.optional(),
});
const probe = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    name: text,
    type: text,
    values: list.nullable(),
    ttlSeconds: z.number().nullable(),
  }),
  z.object({ kind: z.literal('tls'), host: text }),
  z.object({ kind: z.literal('parent'), zone: text }),
]);
const preflight = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('target'), host: text, targets: list }),
  z.object({ kind: z.literal('https'), hosts: list }),
]);
const reason = z.object({ finding: text, check: text, target: text, title: text, found: text });
const planned = change.extend({
  kind: z.enum(['create', 'update', 'delete']),
  reasons: z.array(reason).max(500),
  dangers: z.array(z.object({ rule: text, grade: z.enum(['ask', 'dangerous']), says: text })).max(100),
  blast: z.object({ hosts: list, journeys: list, mails: list }),
  preflights: z.array(preflight).max(100),
  probes: z.array(probe).max(100),
});
const hands = [
  'registrar',
  'dns host',
  'web host',
  'mail service',
  'certificate authority',
  'owner',
] as const;

const schema = z.object({
  schema: z.literal('launch-ready/plan@1'),
  tool: text,
  domain: text,
  zone: text,
  provider: text,
  madeAt: z.number(),
  expiresAt: z.number(),
  manifest: text,
  before: text,
  changes: z.array(planned).max(2_000),
  stages: z
    .array(z.object({ title: text, changes: list, waitSeconds: z.number().min(0).max(2_000_000), why: text }))
    .max(20),
  soakSeconds: z.number().min(0).max(86_400),
  refused: z.array(z.object({ resource: text, why: text })).max(2_000),
  byHand: z
    .array(
      z.object({
        who: z.enum(hands),
        what: text,
        finding: text.nullable(),
        check: text.nullable(),
        target: text.nullable(),
      }),
    )
    .max(2_000),
  unmanaged: list,
  notes: list,
  rehearsal: z
    .object({
      sentence: text,
      cures: list,
      introduces: z
        .array(z.object({ check: text, target: text, severity: z.enum(severities), found: text }))
        .max(2_000),
      shadow: text.nullable(),
    })
    .nullable(),
  inverse: z.array(change).max(2_000),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problem: string; readonly isEdited: boolean };

/** A plan from a file: whole, of our form, and exactly as it was written. */
export function readPlan(json: string): ReadPlan {
  const broken = (problem: string, isEdited = false): ReadPlan => ({ ok: false, problem, isEdited });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return broken('it is no JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return broken(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a plan'}`);
  }
  const plan = value as Plan;
  if (hashOf(plan) !== plan.hash) return broken('it was changed after it was made', true);
  return everyChangeStaged(plan) ? { ok: true, plan } : broken('its stages do not cover its changes');
}

function everyChangeStaged({ changes, stages }: Plan): boolean {
  const staged = stages.flatMap((stage) => stage.changes);
  return staged.length === changes.length && changes.every(({ id }) => staged.includes(id));
}

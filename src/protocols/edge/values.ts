import { z } from 'zod';
import type { ResourceId, RuleFamily } from './resource.ts';

/** Which requests a rule is about: all of these must hold; a list left out holds always. */
export const matchSchema = z
  .object({
    /** Host names, lower case. */
    hosts: z
      .array(z.string().regex(/^[a-z0-9._*-]{1,253}$/))
      .min(1)
      .max(100)
      .readonly()
      .exactOptional(),
    /** `/login` is that path; `/blog/*` is everything below. */
    paths: z
      .array(z.string().regex(/^\/[^"\\\s*]{0,500}\*?$/))
      .min(1)
      .max(100)
      .readonly()
      .exactOptional(),
  })
  .strict()
  .readonly();
export type Match = z.infer<typeof matchSchema>;

const common = { title: z.string().max(200), isEnabled: z.boolean(), match: matchSchema };
const seconds = z.number().int().min(0).max(31_536_000);

export const redirectSchema = z
  .object({
    ...common,
    to: z
      .object({
        host: z.string().min(1).max(253),
        /** `same` keeps the path asked for. */ path: z.string().max(500),
      })
      .strict()
      .readonly(),
    status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)]),
    keepsQuery: z.boolean(),
  })
  .strict()
  .readonly();

export const cacheSchema = z
  .object({
    ...common,
    /** How long the edge keeps an answer. */
    edge: z.union([seconds, z.literal('origin'), z.literal('bypass')]),
    /** What browsers are told. */
    browser: z.union([seconds, z.literal('origin')]),
  })
  .strict()
  .readonly();

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/);
export const responseHeadersSchema = z
  .object({
    ...common,
    set: z.record(headerName, z.string().max(4_000)).readonly(),
    remove: z.array(headerName).readonly(),
  })
  .strict()
  .readonly();

export const rateLimitSchema = z
  .object({
    ...common,
    requests: z.number().int().min(1).max(1_000_000),
    perSeconds: seconds,
    blockSeconds: seconds,
  })
  .strict()
  .readonly();

export const wafSchema = z
  .object({ ...common, action: z.enum(['block', 'challenge', 'skip']) })
  .strict()
  .readonly();

/** A rule somebody made that has no form of ours: kept exactly as it is. */
export const foreignSchema = z.object({ foreign: z.json() }).strict().readonly();

export const ruleSchemas = {
  redirect: redirectSchema,
  cache: cacheSchema,
  'response-headers': responseHeadersSchema,
  'rate-limit': rateLimitSchema,
  waf: wafSchema,
} as const satisfies Readonly<Record<RuleFamily, z.ZodType>>;
export type Redirect = z.infer<typeof redirectSchema>;
export type CacheRule = z.infer<typeof cacheSchema>;
export type ResponseHeaders = z.infer<typeof responseHeadersSchema>;
export type RateLimit = z.infer<typeof rateLimitSchema>;
export type WafRule = z.infer<typeof wafSchema>;

const flag = z.boolean();
/** Settings by their neutral names; durations in seconds. */
export const settingSchemas = {
  ssl: z.enum(['off', 'flexible', 'full', 'strict']),
  'always-https': flag,
  'min-tls': z.enum(['1.0', '1.1', '1.2', '1.3']),
  'tls-1-3': flag,
  /** `maxAgeSeconds: 0` is off. */
  hsts: z
    .object({ maxAgeSeconds: seconds, includesSubdomains: flag, isPreload: flag, hasNosniff: flag })
    .strict()
    .readonly(),
  'automatic-https-rewrites': flag,
  'opportunistic-encryption': flag,
  brotli: flag,
  http3: flag,
  /** TLS 1.3 early data: requests can be replayed. */
  'early-data': flag,
  'early-hints': flag,
  websockets: flag,
  'development-mode': flag,
  'always-online': flag,
  'rocket-loader': flag,
  'email-obfuscation': flag,
  'browser-check': flag,
  /** 0: as the origin says. */
  'browser-cache-seconds': seconds,
  'security-level': z.enum(['off', 'essentially_off', 'low', 'medium', 'high', 'under_attack']),
  'cache-level': z.enum(['aggressive', 'basic', 'simplified']),
} as const;
export type SettingId = keyof typeof settingSchemas;

export const botsSchema = z.object({ fightMode: flag }).strict().readonly();

/** Why a value does not fit its resource, or null. Record sets are judged by `setFrom`. */
export function valueProblem(id: ResourceId, value: unknown): string | null {
  const schema = schemaOf(id);
  if (schema === null) return `${id.kind} is not known`;
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`.replace(/^: /, '');
}

function schemaOf(id: ResourceId): z.ZodType | null {
  if (id.kind === 'setting')
    return Object.hasOwn(settingSchemas, id.setting) ? settingSchemas[id.setting as SettingId] : null;
  if (id.kind === 'rule') return z.union([ruleSchemas[id.family], foreignSchema]);
  if (id.kind === 'rule-order') return z.array(z.string().max(64)).max(1_000);
  if (id.kind === 'bots') return botsSchema;
  if (id.kind === 'rrset') return null;
  return flag;
}

import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';

const layers = [
  'dns',
  'connect',
  'tls',
  'http',
  'content',
  'journey',
  'mail',
  'heartbeat',
  'own-network',
] as const;
const ms = z.number().min(0).max(86_400_000).nullable();

/** A sample as another machine sends it; everything bounded. */
export const sampleShape = z.object({
  monitor: z.string().min(1).max(200),
  region: z.string().min(1).max(60),
  at: z.int().min(0).transform(unixMs),
  outcome: z.enum(['up', 'degraded', 'down', 'unknown']),
  totalMs: ms,
  phases: z.object({ dnsMs: ms, connectMs: ms, tlsMs: ms, firstByteMs: ms, bodyMs: ms }),
  layer: z.enum(layers).nullable(),
  code: z.string().max(80).nullable(),
  message: z.string().max(400),
  address: z.string().max(100).nullable(),
  isResumed: z.boolean(),
  lagMs: z.number().min(0),
  evidence: z.array(z.string().max(8_000)).max(40),
});

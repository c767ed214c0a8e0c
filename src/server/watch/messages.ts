import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { Sample } from '../../model/monitor.ts';
import { sampleShape } from './sample-shape.ts';

const messageShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('samples'), samples: z.array(sampleShape) }),
  z.object({ kind: z.literal('acknowledge'), incident: z.string(), by: z.string() }),
  z.object({ kind: z.literal('note'), incident: z.string(), by: z.string(), text: z.string() }),
  z.object({ kind: z.literal('changed') }),
  z.object({ kind: z.literal('check'), monitor: z.string() }),
]);

/** What a replica tells the one that decides. */
export type Message =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[] }
  | { readonly kind: 'acknowledge'; readonly incident: string; readonly by: string }
  | { readonly kind: 'note'; readonly incident: string; readonly by: string; readonly text: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'check'; readonly monitor: string };

/** Null for what another version wrote and this one does not know. */
export const messageOf = (body: Json): Message | null => {
  const result = messageShape.safeParse(body);
  return result.success ? result.data : null;
};

/** A message is plain JSON by its type. */
export const bodyOf = (message: Message): Json => message as unknown as Json;

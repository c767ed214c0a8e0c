import { z } from 'zod';
import type { Json } from '../model/json.ts';
import { manifestSchema } from './schema.ts';

export type JsonSchema = { readonly [key: string]: Json };

/** What editors check `launch.yaml` with while it is written (JSON Schema draft 2020-12), made from the one schema there is. */
export function manifestJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(manifestSchema, {
    io: 'input',
    // zod leaves examples out where a transform follows; ours are written in the form of the input.
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.['examples'];
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  }) as JsonSchema;
  return { $id: 'urn:launch-ready:manifest:1', title: 'launch.yaml', ...schema };
}

/** The committed text of `schemas/launch.schema.json`. */
export const manifestJsonSchemaText = (): string => `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`;

import { deepFreeze } from '../../model/json.ts';
import type { FactToken } from '../../model/fact.ts';
import type { FactsFile, StoredFact } from '../../model/facts-file.ts';
import type { Plugin } from '../../model/plugin.ts';
import { factsSchema } from '../../report/json/facts-schema.ts';

export type ParsedFacts =
  | { readonly ok: true; readonly value: FactsFile }
  | { readonly ok: false; readonly problem: string };

/** Reads a saved facts file; every value is checked against its token's shape, and unknown ids are refused. */
export function parseFactsFile(text: string, tokens: readonly Plugin<FactToken<unknown>>[]): ParsedFacts {
  try {
    const file = factsSchema.parse(JSON.parse(text)) as unknown as FactsFile;
    const byId = new Map(tokens.map((each) => [each.definition.id, each.definition]));
    for (const stored of file.facts) checkValue(stored, byId.get(stored.id));
    return { ok: true, value: deepFreeze(file) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function checkValue(stored: StoredFact, token: FactToken<unknown> | undefined): void {
  if (token === undefined) throw new Error(`fact ${stored.id} is not known to this version`);
  if (stored.fact.state === 'known') token.schema.parse(stored.fact.value);
}

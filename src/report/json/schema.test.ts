import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Brand } from '../../model/brand.ts';
import type { FactsFile } from '../../model/facts-file.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { sampleReport } from '../../../test/suites/report-formats/sample/report.ts';
import type { ComparisonDocument } from '../comparison/document.ts';
import type { comparisonSchema } from './comparison-schema.ts';
import type { factsSchema } from './facts-schema.ts';
import type { findingSchema } from './finding.ts';
import { publishedSchemas } from './published.ts';
import { renderJson } from './render.ts';
import { reportSchema } from './schema.ts';

/** The JSON form of a model type: brands and `readonly` do not survive being written down. */
type Written<T> =
  T extends Brand<number, string>
    ? number
    : T extends Brand<string, string>
      ? string
      : T extends string | number | boolean | null | undefined
        ? T
        : T extends readonly (infer Item)[]
          ? Written<Item>[]
          : T extends object
            ? { -readonly [Key in keyof T]: Written<T[Key]> }
            : T;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

describe('the schema and the model are one type', () => {
  test('report', () => {
    expectTypeOf<Same<Written<Report>, Written<z.infer<typeof reportSchema>>>>().toEqualTypeOf<true>();
    expectTypeOf<keyof z.infer<typeof reportSchema>>().toEqualTypeOf<keyof Report>();
  });
  test('finding', () => {
    expectTypeOf<Same<Written<Finding>, Written<z.infer<typeof findingSchema>>>>().toEqualTypeOf<true>();
    expectTypeOf<keyof z.infer<typeof findingSchema>>().toEqualTypeOf<keyof Finding>();
  });
  test('comparison', () => {
    type Schema = Written<z.infer<typeof comparisonSchema>>;
    expectTypeOf<Same<Written<ComparisonDocument>, Schema>>().toEqualTypeOf<true>();
  });
  test('facts file, apart from the manifest, which has a schema of its own', () => {
    type Schema = Written<Omit<z.infer<typeof factsSchema>, 'manifest'>>;
    expectTypeOf<Same<Written<Omit<FactsFile, 'manifest'>>, Schema>>().toEqualTypeOf<true>();
  });
});

describe('published schemas', () => {
  const schemas = publishedSchemas();
  // `npx vitest run src/report/json -u` writes them anew.
  test.each(Object.keys(schemas))('schemas/%s is what the code says', async (name) => {
    await expect(schemas[name]).toMatchFileSnapshot(`../../../schemas/${name}`);
  });
  test.each(Object.keys(schemas))('schemas/%s is a valid draft 2020-12 schema', (name) => {
    const ajv = new Ajv2020({ strict: true });
    expect(ajv.validateSchema(JSON.parse(schemas[name] ?? '{}'))).toBe(true);
  });
});

describe('a printed report', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
    JSON.parse(publishedSchemas()['report.schema.json'] ?? '{}'),
  );
  const printed: unknown = JSON.parse(renderJson(sampleReport));

  test('follows the published schema', () => {
    validate(printed);
    expect(validate.errors ?? []).toEqual([]);
  });
  test('loses nothing: it reads back as the same report', () => {
    expect(reportSchema.parse(printed)).toEqual(sampleReport);
  });
  test('one line when compact', () => {
    expect(renderJson(sampleReport, { isCompact: true }).split('\n')).toHaveLength(2);
  });
  test.each([
    ['another schema version', { ...sampleReport, schema: 'launch-ready/report@2' }],
    [
      'an invented severity',
      { ...sampleReport, findings: [{ ...sampleReport.findings[0], severity: 'bad' }] },
    ],
    ['a cut digest', { ...sampleReport, digests: { facts: 'abc', findings: 'abc' } }],
    ['an unknown without a remedy', { ...sampleReport, unknown: sampleReport.passed.slice(0, 1) }],
  ])('is refused with %s', (_story, changed) => {
    expect(validate(JSON.parse(JSON.stringify(changed)))).toBe(false);
  });
});

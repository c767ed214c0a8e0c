import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestJsonSchema, manifestJsonSchemaText } from './json-schema.ts';
import { parseManifest } from './parse.ts';
import { manifestReference } from './reference.ts';

const samples = join(import.meta.dirname, 'samples');
const validate = new Ajv2020({ strict: false }).compile(manifestJsonSchema());

describe('the JSON Schema for editors', () => {
  test('the committed file is what the schema in the code gives (`npx vitest run src/manifest -u` writes it)', async () => {
    await expect(manifestJsonSchemaText()).toMatchFileSnapshot('../../schemas/launch.schema.json');
  });

  test('every sample passes both', () => {
    const names = readdirSync(samples);
    expect(names).toEqual(['minimal.yaml', 'shop.yaml']);
    for (const name of names) {
      const text = readFileSync(join(samples, name), 'utf8');
      expect(parseManifest(text, name).problems).toEqual([]);
      expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
    }
  });

  test.each([
    ['a misspelt role', 'hosts: [{ name: a.example, role: aap }]'],
    ['an unknown key', 'deploy: { comand: x }'],
    ['a step of no kind', 'journeys: [{ id: j, steps: [{ opn: / }] }]'],
    ['a password in clear', 'mail: { smtp: { host: a.example, password: hunter2x } }'],
  ])('refuses %s as the parser does', (_story, lines) => {
    const text = `version: 1\nproduct: { name: K, domain: k.example }\nprofile: custom\n${lines}\n`;
    expect(parseManifest(text, 'launch.yaml').manifest).toBeNull();
    expect(validate(parse(text))).toBe(false);
  });
});

describe('the reference page', () => {
  const page = manifestReference();

  test('has a section for every key at the top, in the order of the file', () => {
    const sections = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(sections).toEqual(Object.keys(manifestJsonSchema()['properties'] as object));
  });

  test('says of a key what it takes, its default and an example', () => {
    expect(page).toContain(
      '| `watch` | text | `10m` | How long a release is watched before it counts as good. | `10m` |',
    );
    expect(page).toContain('| `steps.browser.goto` | text | required | Opens a page. | `/signup` |');
  });

  test('leaves no key without words', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter((line) => line.split(/(?<!\\)\|/)[4]?.trim() === '')).toEqual([]);
  });
});

import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../shared/data/cloudflare/', import.meta.url);
const file = new URL('openapi-trimmed.json', folder);

/** Why the contract cannot be used here, or null. */
export const missingContract = existsSync(file)
  ? null
  : 'the Cloudflare contract (../shared/data/cloudflare) is not here';

const withoutNull = (_key: string, value: unknown): unknown => value ?? undefined;

const recordsPath = '/zones/{zone_id}/dns_records';

type Node = { readonly [key: string]: Node } & { readonly $ref?: string };

/** The trimmed OpenAPI contract: which operation a call is, and whether its bodies have the promised form. */
export class Contract {
  private readonly document: Node;
  private readonly ajv = new Ajv({ strict: false, allErrors: false, discriminator: false });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly soundRecords = new Set<string>();
  checkedRequests = 0;
  checkedAnswers = 0;
  constructor() {
    this.document = JSON.parse(readFileSync(file, 'utf8')) as Node;
    addFormats.default(this.ajv);
    // The root is a target too: null MX (RFC 7505) and SRV without service (RFC 2782).
    this.ajv.addFormat('hostname', /^(?:\.|(?:[a-z0-9_*](?:[a-z0-9_-]{0,62})\.?)+)$/i);
    this.ajv.addSchema(this.document, 'cf');
  }

  /** The path template that fits, fixed words before parameters; null when the contract has none. */
  route(method: string, path: string): string | null {
    const words = path.split('/');
    const fits = Object.keys(this.document['paths'] ?? {}).filter((template) => {
      const parts = template.split('/');
      const has = this.document['paths']?.[template]?.[method.toLowerCase()] !== undefined;
      return (
        has &&
        parts.length === words.length &&
        parts.every((part, i) => part.startsWith('{') || part === words[i])
      );
    });
    return fits.toSorted((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
  }

  request(method: string, template: string, body: unknown): string | null {
    const pointer = ['paths', template, method.toLowerCase(), 'requestBody'];
    this.checkedRequests += 1;
    return this.check(pointer, body);
  }

  answer(method: string, template: string, body: unknown): string | null {
    this.checkedAnswers += 1;
    if (template.includes('/dns_records')) return this.recordsAnswer(method, body);
    return this.check(['paths', template, method.toLowerCase(), 'responses', '200'], body);
  }

  /**
   * Real answers for A, CNAME and TXT lack fields the contract requires of every type (see the data folder's README): the
   * envelope is held against the one of zones, and each record against the form in which it may be created.
   */
  private recordsAnswer(method: string, body: unknown): string | null {
    const { result, ...envelope } = body as { readonly result: unknown };
    const broken = this.check(['paths', '/zones', 'get', 'responses', '200'], { ...envelope, result: [] });
    if (broken !== null || method === 'DELETE') return broken;
    const lists = Array.isArray(result) ? [result] : Object.values(result as object);
    for (const record of lists.flat()) {
      // What was never set is told as null.
      const text = JSON.stringify(record, withoutNull);
      if (this.soundRecords.has(text)) continue;
      const wrong = this.request('POST', recordsPath, JSON.parse(text));
      if (wrong !== null) return wrong;
      this.soundRecords.add(text);
    }
    return null;
  }

  private check(pointer: readonly string[], body: unknown): string | null {
    const [at, node] = this.resolve(pointer);
    if (node?.['content']?.['application/json']?.['schema'] === undefined) return null;
    const full = [...at, 'content', 'application/json', 'schema'];
    const key = `cf#/${full.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const validate = this.compiled.get(key) ?? this.ajv.compile({ $ref: key });
    this.compiled.set(key, validate);
    if (validate(body)) return null;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath ?? ''} ${error?.message ?? 'does not fit the contract'}`;
  }

  private resolve(pointer: readonly string[]): readonly [readonly string[], Node | undefined] {
    let node: Node | undefined = this.document;
    for (const part of pointer) node = node?.[part];
    if (node?.$ref === undefined) return [pointer, node];
    return this.resolve(
      node.$ref
        .slice(2)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
    );
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formOf, readExport, signalOfPath } from '../../src/protocols/otlp/request.ts';

/** Bodies of the official JS exporters, the same scenario in both forms, and the official examples of opentelemetry-proto. */
const root = new URL('../../../shared/data/monitoring/', import.meta.url);
const isThere = existsSync(root);

function capture(folder: string, number: string, ending: string): unknown {
  const at = new URL(`otlp-sdk-captures/${folder}/${number}`, root).pathname;
  const { url, headers } = JSON.parse(readFileSync(`${at}.meta.json`, 'utf8')) as {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  const signal = signalOfPath(url);
  if (signal === null) throw new Error(`${url} is no OTLP path`);
  return readExport(readFileSync(`${at}.body.${ending}`), signal, formOf(headers['content-type'] ?? null));
}

/** The two runs were separate processes: clocks, ids, ports and measured durations differ; everything else must not. */
function comparable(value: unknown, key = ''): unknown {
  if (key.endsWith('UnixNano') || /^(traceId|spanId|parentSpanId)$/.test(key))
    return `${typeof value} ${String(value).length}`;
  if (/^(sum|min|max|bucketCounts)$/.test(key) && typeof value !== 'object') return typeof value;
  if (key === 'bucketCounts' && Array.isArray(value)) return value.length;
  if (Array.isArray(value)) return value.map((each) => comparable(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, child]) => [name, comparable(child, name)] as const);
  return Object.fromEntries(entries);
}

/** Text of what a run is free to choose. */
const neutral = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(comparable(value))
      .replaceAll(/\{"key":"process\.pid","value":\{"intValue":"\d+"\}\}/g, '"pid"')
      .replaceAll(/\{"stringValue":"(\d{5}|http|proto|protobuf)"\}/g, '"argument"'),
  );

describe.skipIf(!isThere)('MON-7: recorded OTLP exporters (skipped without ../shared/data)', () => {
  it.each(['001', '002', '003', '004', '005'])('%s: JSON and protobuf give the same value', (number) => {
    const [fromJson, fromProtobuf] = [capture('http', number, 'json'), capture('proto', number, 'pb')];
    expect(JSON.stringify(fromJson).length).toBeGreaterThan(1000);
    expect(neutral(fromProtobuf)).toEqual(neutral(fromJson));
  });

  it.each([
    ['trace', 'traces'],
    ['metrics', 'metrics'],
    ['logs', 'logs'],
    ['events', 'logs'],
  ] as const)('the official example %s.json keeps every field', (name, signal) => {
    const bytes = readFileSync(new URL(`otlp-examples/${name}.json`, root));
    const leaves = (value: unknown): readonly string[] =>
      typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(leaves)
        : [String(value).toLowerCase()];
    const isDefault = (text: string): boolean => text === '' || text === '0' || text === 'false';
    const sent = leaves(JSON.parse(bytes.toString())).filter((text) => !isDefault(text));
    const kept = leaves(readExport(bytes, signal, 'json')).filter((text) => !isDefault(text));
    expect(kept.toSorted()).toEqual(sent.toSorted());
    expect(kept.length).toBeGreaterThan(10);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Public recordings of zonemaster-engine (BSD-2-Clause); described in the README-audit.md beside them. */
const folder = fileURLToPath(new URL('../../../shared/data/zonemaster/', import.meta.url));

/** Why the suite cannot run here; null when its data is there. */
export const missingData = existsSync(`${folder}packets.jsonl.gz`)
  ? null
  : 'the shared data folder with the Zonemaster recordings is not here';

/** [recording, server name, server address, query hash, name, type, base64 packet]; the last three null: no answer. */
export type PacketRow = readonly [
  string,
  string,
  string,
  string,
  string | null,
  number | null,
  string | null,
];

export interface Scenario {
  readonly name: string;
  readonly zone: string;
  readonly expect: readonly string[] | null;
  readonly forbid: readonly string[] | null;
  readonly todo: boolean;
  readonly extra: readonly string[] | null;
}

export interface ScenarioFile {
  readonly file: string;
  readonly case: string;
  readonly hints: Readonly<Record<string, readonly string[]>>;
  readonly tags: readonly string[];
  readonly data: string | null;
  readonly scenarios: readonly Scenario[];
}

export const readPackets = (): readonly PacketRow[] =>
  gunzipSync(readFileSync(`${folder}packets.jsonl.gz`))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PacketRow);

export const readScenarios = (): readonly ScenarioFile[] =>
  JSON.parse(readFileSync(`${folder}expectations.json`, 'utf8')) as readonly ScenarioFile[];

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { renderSarif } from '../../../src/report/sarif/render.ts';
import { sampleReport } from './sample/report.ts';

/** The official OASIS schema. It is written in draft 04; of what differs it uses only `id`, which is dropped here. */
function officialSchema(): object {
  const text = readFileSync(new URL('../data/sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(text);
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(officialSchema());

const errorsOf = (text: string): unknown => {
  validate(JSON.parse(text));
  return validate.errors ?? [];
};
const log = JSON.parse(renderSarif(sampleReport));
const [run] = log.runs;

describe('against the official SARIF 2.1.0 schema', () => {
  test('the sample report is valid', () => {
    expect(errorsOf(renderSarif(sampleReport))).toEqual([]);
  });
  test('so is a run that could not look', () => {
    const blind = { ...sampleReport, verdict: 'could not look' as const, findings: [], waived: [] };
    expect(errorsOf(renderSarif(blind))).toEqual([]);
    expect(JSON.parse(renderSarif(blind)).runs[0].invocations[0].executionSuccessful).toBe(false);
  });
  test('the validator does refuse: a level SARIF does not know', () => {
    expect(errorsOf(renderSarif(sampleReport).replaceAll('"error"', '"fatal"'))).not.toEqual([]);
  });
});

describe('what code scanning needs', () => {
  test('one result per finding, accepted ones suppressed', () => {
    expect(run.results).toHaveLength(sampleReport.findings.length + sampleReport.waived.length);
    const suppressed = run.results.filter((each: { suppressions?: unknown }) => each.suppressions);
    expect(suppressed).toHaveLength(sampleReport.waived.length);
  });
  test('every result points at its own rule', () => {
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });
  test('fingerprints are those of the report', () => {
    const prints = run.results.map(
      (each: Record<string, Record<string, string>>) => each.partialFingerprints?.['launchReady/v1'],
    );
    expect(prints).toEqual(
      [...sampleReport.findings, ...sampleReport.waived].map((each) => each.fingerprint),
    );
  });
  test('a host is a logical location, pinned to launch.yaml', () => {
    expect(run.results[0].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'launch.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: 'app.harbourtable.example',
            fullyQualifiedName: 'host:app.harbourtable.example',
            kind: 'host',
          },
        ],
      },
    ]);
  });
  test('what is unknown is a warning about the run', () => {
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(sampleReport.unknown.length);
  });
});

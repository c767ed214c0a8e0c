import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { renderJunit } from '../../../src/report/junit/render.ts';
import type { Report } from '../../../src/model/report.ts';
import { sampleReport } from './sample/report.ts';

interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

type Dom = ReturnType<typeof parseDocument>['children'][number];
type DomElement = Extract<Dom, { attribs: unknown }>;
const isElement = (node: Dom): node is DomElement => 'attribs' in node;

/** The element tree; entities decoded. */
function parseXml(xml: string): XmlNode {
  const root = parseDocument(xml, { xmlMode: true }).children.find(isElement);
  if (root === undefined) throw new Error('no root element');
  return readElement(root);
}

const readElement = (node: DomElement): XmlNode => ({
  name: node.name,
  attributes: node.attribs,
  children: node.children.filter(isElement).map(readElement),
  text: node.children.map((child) => ('data' in child ? child.data : '')).join(''),
});

/** Element, required and allowed attributes, allowed children: the rules of the Jenkins xUnit plug-in's junit-10.xsd. */
const rules: Readonly<Record<string, readonly [required: string, allowed: string, children: string]>> = {
  testsuites: ['', 'name time tests failures errors', 'testsuite'],
  testsuite: [
    'name tests failures errors',
    'name tests failures errors group time skipped timestamp hostname id package file log url',
    'testsuite properties testcase system-out system-err',
  ],
  testcase: ['name', 'name time classname group', 'skipped error failure system-out system-err'],
  failure: ['', 'type message', ''],
  skipped: ['', 'type message', ''],
};

function problems(node: XmlNode): readonly string[] {
  const rule = rules[node.name];
  if (rule === undefined) return [`unknown element ${node.name}`];
  const [required, allowed, children] = rule.map((words) => words.split(' ').filter((word) => word !== ''));
  const names = Object.keys(node.attributes);
  return [
    ...(required ?? []).filter((name) => !names.includes(name)).map((name) => `${node.name} lacks ${name}`),
    ...names.filter((name) => !allowed?.includes(name)).map((name) => `${node.name} may not have ${name}`),
    ...node.children
      .filter((child) => !children?.includes(child.name))
      .map((child) => `${child.name} in ${node.name}`),
    ...node.children.flatMap(problems),
  ];
}

const root = parseXml(renderJunit(sampleReport));
const cases = root.children.flatMap((suite) => suite.children);

describe('the sample report as JUnit XML', () => {
  test('follows the common schema', () => {
    expect(problems(root)).toEqual([]);
    expect(root.attributes.time).toMatch(/^\d+\.\d{3}$/u);
  });
  test('one case per judgement, none twice', () => {
    const { findings, waived, unknown, notApplicable, passed } = sampleReport;
    const total = findings.length + waived.length + unknown.length + notApplicable.length + passed.length;
    expect(cases).toHaveLength(total);
    expect(new Set(cases.map((each) => `${each.attributes.classname} ${each.attributes.name}`)).size).toBe(
      total,
    );
  });
  test('the counts of a suite are those of its cases', () => {
    for (const suite of root.children) {
      const count = (name: string): string =>
        String(suite.children.filter((each) => each.children.some((child) => child.name === name)).length);
      expect(suite.attributes).toMatchObject({
        tests: String(suite.children.length),
        failures: count('failure'),
        skipped: count('skipped'),
      });
    }
  });
  test('unknown is skipped with the way to know, never passed', () => {
    const backup = cases.find((each) => each.attributes.classname === 'data/backup-restore');
    expect(backup?.children).toEqual([
      {
        name: 'skipped',
        attributes: {
          type: 'unknown',
          message:
            'unknown: launch.yaml does not say when a backup was last restored. To know, restore last night’s backup into an empty database and write the date into dataStores[0].backup.restoredOn',
        },
        children: [],
        text: '',
      },
    ]);
  });
});

describe('hostile text', () => {
  const withFound = (found: string): Report => ({
    ...sampleReport,
    findings: sampleReport.findings.slice(0, 1).map((each) => ({ ...each, found })),
  });
  const failureOf = (found: string): XmlNode | undefined =>
    parseXml(renderJunit(withFound(found)))
      .children.flatMap((suite) => suite.children)
      .flatMap((each) => each.children)
      .find((each) => each.name === 'failure');

  test('markup and quotes arrive as they were', () => {
    const text = `</failure><testcase name="fake"/> "quoted" & ]]>`;
    expect(failureOf(text)?.attributes.message).toContain(text);
    expect(failureOf(text)?.text.split('\n')[0]).toBe(text);
  });
  test('law: whatever was seen, no character XML 1.0 forbids is written and the structure holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (found) => {
        const xml = renderJunit(withFound(found));
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u);
        expect(problems(parseXml(xml))).toEqual([]);
      }),
      { seed: 7, numRuns: 50 },
    );
  });
});

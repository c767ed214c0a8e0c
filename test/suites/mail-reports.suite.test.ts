import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ReportOutcome, readReports } from '../../src/protocols/mail/reports/read.ts';

const folder = new URL('../../../shared/data/dmarc/parsedmarc/', import.meta.url);
const name =
  'mail-reports: every public sample is read, or refused with a reason (needs ../shared/data/dmarc)';

/** The only sample that is no report any more: its author broke the XML on purpose. */
const refusals: Readonly<Record<string, string>> = {
  'invalid_xml.xml': 'xml: line 5: "<bad-xml@bad-xml.net>" is not a tag',
};

const kindOf = (
  folderName: string,
): ReportOutcome & { readonly state: 'read' } extends { kind: infer Kind } ? Kind : never =>
  folderName === 'failure' ? 'failure' : folderName === 'smtp_tls' ? 'tls' : 'aggregate';

interface Sample {
  readonly file: string;
  readonly group: string;
  readonly outcomes: readonly ReportOutcome[];
}

function samples(): readonly Sample[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map(({ name: file, parentPath }) => ({
    file,
    group: parentPath.slice(parentPath.lastIndexOf('/') + 1),
    outcomes: readReports(readFileSync(`${parentPath}/${file}`)),
  }));
}

function isAgreed({ file, group, outcomes }: Sample): boolean {
  const [outcome] = outcomes;
  if (outcomes.length !== 1 || outcome === undefined) return false;
  if (outcome.state === 'refused') return refusals[file] === `${outcome.code}: ${outcome.reason}`;
  return outcome.kind === kindOf(group);
}

test.runIf(existsSync(folder))(name, () => {
  const all = samples();
  const read = all.filter(({ outcomes }) => outcomes.every(({ state }) => state === 'read'));
  process.stdout.write(
    `mail-reports ${all.filter(isAgreed).length}/${all.length}, ${all.length - read.length} refused with a reason\n`,
  );
  expect(all.filter((sample) => !isAgreed(sample))).toEqual([]);
  expect(all.length).toBe(33);
});

test.runIf(existsSync(folder))('mail-reports: figures of single samples', () => {
  const reports = new Map(samples().map(({ file, outcomes }) => [file, outcomes[0]]));
  const aggregate = (file: string) => {
    const outcome = reports.get(file);
    return outcome?.state === 'read' && outcome.kind === 'aggregate' ? outcome.report : null;
  };
  const large = aggregate('!large-example.com!1711897200!1711983600.xml');
  const rows =
    readFileSync(new URL('aggregate/!large-example.com!1711897200!1711983600.xml', folder), 'latin1').split(
      '<record>',
    ).length - 1;
  expect(large?.records.length).toBe(rows);
  expect(aggregate('rfc9990-sample.xml')).toMatchObject({
    form: 'rfc9990',
    generator: 'Example DMARC Aggregate Reporter v1.2',
    policy: { domain: 'example.com', p: 'quarantine', np: 'none', testing: 'n', discovery: 'treewalk' },
    records: [{ sourceIp: '192.0.2.123', count: 123, disposition: 'pass', dkim: 'pass', spf: 'fail' }],
  });
  expect(aggregate('empty_reason.xml')?.records[0]?.reasons).toEqual([]);
  expect(aggregate('report_with_upper_cased_pass.xml')?.records[0]).toMatchObject({
    dkim: 'pass',
    spf: 'pass',
  });
  expect(aggregate('nice-input.xml.gz')).toEqual(aggregate('nice-input.xml'));
  expect(aggregate('nice-input.xml.zip')).toEqual(aggregate('nice-input.xml'));
  expect(reports.get('exim_plain_text_only_no_arf_part.eml')).toMatchObject({
    report: { form: 'text', sourceIp: '203.0.113.68', reportedDomain: 'example.com' },
  });
  expect(reports.get('dmarc_ruf_report_linkedin.eml')).toEqual(
    reports.get('dmarc_ruf_report_linkedin.crlf.eml'),
  );
  expect(reports.get('smtp_tls.json')).toMatchObject({
    report: { policies: [{ type: 'sts', domain: 'example.com', successes: 0, failures: 3 }] },
  });
});

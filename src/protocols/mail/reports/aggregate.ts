import { parseIp } from '../ip.ts';
import { ReportError, reportLimits } from './error.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlNode } from './xml.ts';

/** A DMARC aggregate report, of the old form (RFC 7489 appendix C) or the new one (RFC 9990 section 3.1). */
export interface AggregateReport {
  readonly form: 'rfc7489' | 'rfc9990';
  readonly reporter: string;
  readonly email: string | null;
  readonly reportId: string;
  /** Seconds since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly generator: string | null;
  readonly policy: PublishedPolicy;
  readonly records: readonly AggregateRecord[];
  /** What was wrong but did not stop us. */
  readonly warnings: readonly string[];
}

export interface PublishedPolicy {
  readonly domain: string;
  readonly p: string | null;
  readonly sp: string | null;
  readonly np: string | null;
  readonly adkim: string | null;
  readonly aspf: string | null;
  readonly pct: number | null;
  readonly fo: string | null;
  readonly testing: string | null;
  readonly discovery: string | null;
}

export interface AggregateRecord {
  readonly sourceIp: string;
  readonly count: number;
  /** What was done with the mail: none, quarantine, reject, pass. */
  readonly disposition: string;
  /** Aligned results: these decide DMARC. */
  readonly dkim: 'pass' | 'fail';
  readonly spf: 'pass' | 'fail';
  readonly reasons: readonly { readonly type: string; readonly comment: string | null }[];
  readonly headerFrom: string;
  readonly envelopeFrom: string | null;
  readonly envelopeTo: string | null;
  readonly dkimResults: readonly {
    readonly domain: string;
    readonly selector: string | null;
    readonly result: string;
  }[];
  readonly spfResults: readonly {
    readonly domain: string;
    readonly scope: string | null;
    readonly result: string;
  }[];
}

/** Reads report XML. Throws `ReportError`. */
export function parseAggregate(source: string): AggregateReport {
  const { text, warnings } = withoutSchema(source);
  const root = parseXml(text);
  if (root.name !== 'feedback')
    throw new ReportError('not-a-report', `the root element is <${root.name.slice(0, 40)}>`);
  const metadata = childOf(root, 'report_metadata');
  const published = childOf(root, 'policy_published');
  const domain = textOf(published, 'domain')?.toLowerCase().replace(/\.$/, '') ?? null;
  if (domain !== null && !isDomainName(domain))
    throw new ReportError('fields', `<domain> "${domain.slice(0, 60)}" is not a domain name`);
  if (metadata === null || domain === null)
    throw new ReportError('fields', `<${metadata === null ? 'report_metadata' : 'domain'}> is missing`);
  const range = childOf(metadata, 'date_range');
  const nodes = childrenOf(root, 'record');
  if (nodes.length > reportLimits.records)
    throw new ReportError('too-big', `more than ${reportLimits.records} records`);
  const records = nodes.flatMap((node, index) => readRecord(node, { index, domain, warnings }));
  return {
    form: formOf(root, published),
    reporter: textOf(metadata, 'org_name') ?? 'unnamed',
    email: textOf(metadata, 'email'),
    reportId: textOf(metadata, 'report_id') ?? '',
    begin: seconds(range, 'begin'),
    end: seconds(range, 'end'),
    generator: textOf(metadata, 'generator'),
    policy: readPolicy(published, domain),
    records,
    warnings: warnings.slice(0, 20),
  };
}

const isDomainName = (text: string): boolean =>
  text.length <= 253 && /^[^\s.@/<>"'\\]{1,63}(?:\.[^\s.@/<>"'\\]{1,63})*$/.test(text);

/** Some reporters wrap the report in an opened, never closed `<xs:schema>`. */
function withoutSchema(source: string): { readonly text: string; readonly warnings: string[] } {
  const schema = /<xs:schema\b[^<>]*>/.exec(source.slice(0, 1000));
  if (schema === null) return { text: source, warnings: [] };
  const text = source.replace(schema[0], '').replace('</xs:schema>', '');
  return { text, warnings: ['the report stands in an <xs:schema> that does not belong there'] };
}

/** RFC 9990 has a namespace of its own and elements the old form does not know (section 3.1.1). */
function formOf(root: XmlNode, published: XmlNode | null): AggregateReport['form'] {
  const isNew =
    root.namespace?.includes('dmarc-2.0') === true ||
    ['np', 'testing', 'discovery_method'].some((name) => childOf(published, name) !== null);
  return isNew ? 'rfc9990' : 'rfc7489';
}

function seconds(range: XmlNode | null, name: string): number {
  const text = textOf(range, name) ?? '';
  if (!/^\d{1,10}(?:\.\d{1,9})?$/.test(text))
    throw new ReportError('fields', `<${name}> "${text.slice(0, 30)}" is not a time in seconds`);
  return Math.floor(Number(text));
}

function readPolicy(node: XmlNode | null, domain: string): PublishedPolicy {
  const pct = textOf(node, 'pct');
  const word = (name: string): string | null => textOf(node, name)?.toLowerCase() ?? null;
  return {
    domain,
    p: word('p'),
    sp: word('sp'),
    np: word('np'),
    adkim: word('adkim'),
    aspf: word('aspf'),
    pct: pct !== null && /^\d{1,3}$/.test(pct) ? Number(pct) : null,
    fo: word('fo'),
    testing: word('testing'),
    discovery: word('discovery_method'),
  };
}

interface Place {
  readonly index: number;
  readonly domain: string;
  readonly warnings: string[];
}

function readRecord(node: XmlNode, { index, domain, warnings }: Place): readonly AggregateRecord[] {
  const row = childOf(node, 'row');
  const evaluated = childOf(row, 'policy_evaluated');
  const sourceIp = textOf(row, 'source_ip') ?? '';
  const count = textOf(row, 'count') ?? '';
  if (parseIp(sourceIp) === null || !/^\d{1,12}$/.test(count)) {
    warnings.push(
      `record ${index + 1} left out: source "${sourceIp.slice(0, 45)}", count "${count.slice(0, 15)}"`,
    );
    return [];
  }
  const identifiers = childOf(node, 'identifiers') ?? childOf(node, 'identities');
  const results = childOf(node, 'auth_results');
  const isPass = (name: string): 'pass' | 'fail' =>
    textOf(evaluated, name)?.toLowerCase() === 'pass' ? 'pass' : 'fail';
  return [
    {
      sourceIp,
      count: Number(count),
      disposition: textOf(evaluated, 'disposition')?.toLowerCase() ?? 'none',
      dkim: isPass('dkim'),
      spf: isPass('spf'),
      reasons: childrenOf(evaluated, 'reason').flatMap(readReason),
      headerFrom: textOf(identifiers, 'header_from')?.toLowerCase() ?? domain,
      envelopeFrom: textOf(identifiers, 'envelope_from')?.toLowerCase() ?? null,
      envelopeTo: textOf(identifiers, 'envelope_to')?.toLowerCase() ?? null,
      dkimResults: childrenOf(results, 'dkim').slice(0, 20).flatMap(readDkim),
      spfResults: childrenOf(results, 'spf').slice(0, 4).flatMap(readSpf),
    },
  ];
}

function readReason(node: XmlNode): AggregateRecord['reasons'] {
  const type = textOf(node, 'type')?.toLowerCase() ?? null;
  return type === null ? [] : [{ type, comment: textOf(node, 'comment')?.slice(0, 200) ?? null }];
}

function readDkim(node: XmlNode): AggregateRecord['dkimResults'] {
  const domain = textOf(node, 'domain')?.toLowerCase() ?? null;
  const result = textOf(node, 'result')?.toLowerCase() ?? 'none';
  return domain === null ? [] : [{ domain, selector: textOf(node, 'selector'), result }];
}

function readSpf(node: XmlNode): AggregateRecord['spfResults'] {
  const domain = textOf(node, 'domain')?.toLowerCase() ?? null;
  const result = textOf(node, 'result')?.toLowerCase() ?? 'none';
  return domain === null ? [] : [{ domain, scope: textOf(node, 'scope')?.toLowerCase() ?? null, result }];
}

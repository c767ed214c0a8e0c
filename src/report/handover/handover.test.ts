import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import { handoverSchema, type Handover, type HandoverLine } from '../../model/handover.ts';
import { clean, cleaned } from './clean.ts';
import { drillQuestions, isRight } from './drill.ts';
import { handoverCalendar } from './ics.ts';
import { handoverPage } from './page.ts';
import { handoverTables } from './tables.ts';
import { sharedSource } from './source.ts';
import { untruths } from './truth.ts';

const day = unixMs(Date.UTC(2026, 10, 22));
const line = (id: string, cells: readonly string[], more: Partial<HandoverLine> = {}): HandoverLine => ({
  id,
  cells,
  origin: 'measured',
  state: 'good',
  at: day,
  by: null,
  rerun: 'launch-ready audit shop.test --only tls',
  ...more,
});

const pack = (lines: readonly HandoverLine[], more: Partial<Handover> = {}): Handover => ({
  schema: handoverSchema,
  tool: 'launch-ready 0.1.0',
  product: 'Shop',
  domain: 'shop.test',
  createdAt: day,
  measuredAt: day,
  verdict: 'ship',
  headline: 'Ready to launch',
  contradictions: [],
  sections: [
    {
      id: 'tls',
      title: 'Certificates',
      about: 'Who signed them.',
      blocks: [{ title: 'By host', columns: ['host', 'signed by', 'names', 'until', 'judged'], lines }],
    },
  ],
  questions: [],
  calendar: [],
  factsDigest: 'ab'.repeat(32),
  ...more,
});
const row = line('tls shop.test', ['shop.test', 'Example CA', 'shop.test', '2027-01-01', '36 checks pass']);

describe('what is no longer true', () => {
  test('HAND-2 changed, gone and new lines are told; what follows from others is not told twice', () => {
    const said = line('account a', ['A', 'Ines'], { origin: 'derived' });
    const other = line('tls api.shop.test', [
      'api.shop.test',
      'Example CA',
      '',
      '2027-01-01',
      '36 checks pass',
    ]);
    const broken = { ...row, cells: [...row.cells.slice(0, 4), 'expired'], state: 'bad' as const };
    const added = line('risk tls/x host:shop.test', ['blocker', 'expired', 'shop.test', '3 days'], {
      state: 'bad',
    });
    expect(
      untruths(pack([row, other, said]), pack([broken, added])).map(({ id, was, is }) => [id, was, is]),
    ).toEqual([
      [
        'tls shop.test',
        'shop.test | Example CA | shop.test | 2027-01-01 | 36 checks pass [good]',
        'shop.test | Example CA | shop.test | 2027-01-01 | expired [bad]',
      ],
      ['tls api.shop.test', 'api.shop.test | Example CA | 2027-01-01 | 36 checks pass [good]', null],
      ['risk tls/x host:shop.test', null, 'blocker | expired | shop.test'],
    ]);
  });

  test('what somebody said otherwise since is told, with where it is said', () => {
    const said = (cells: readonly string[], by: string): HandoverLine =>
      line('account a', cells, { origin: 'asked', state: 'plain', by, rerun: null });
    const [one, ...rest] = untruths(
      pack([said(['A', 'Ines'], 'launch.yaml')]),
      pack([said(['A', 'Mo'], 'launch.yaml')]),
    );
    expect([one?.was, one?.is, one?.rerun, rest]).toEqual(['A | Ines', 'A | Mo', 'less launch.yaml', []]);
    const answer = { ...said(['A', 'Ines'], 'Ines Falk'), rerun: 'launch-ready handover ask' };
    expect(untruths(pack([answer]), pack([{ ...answer, state: 'old' }]))).toMatchObject([
      { is: 'A | Ines [old]', rerun: 'launch-ready handover ask' },
    ]);
  });

  test('a risk that stays a risk is still true, however its figures move', () => {
    const risk = (found: string): HandoverLine =>
      line('risk tls/x host:shop.test', ['blocker', 'expired', 'shop.test', found], { state: 'bad' });
    expect(untruths(pack([risk('3 days')]), pack([risk('4 days')]))).toEqual([]);
  });
});

describe('files of the pack', () => {
  test('a calendar that programs read: folded lines, escaped text, whole days', () => {
    const about =
      'at A, B; C\\D and a very long explanation that goes on until the line has to be folded, é included';
    const text = handoverCalendar(pack([], { calendar: [{ id: 'x y', at: day, title: 'Ends', about }] }));
    const lines = text.split('\r\n');
    expect(lines.every((each) => Buffer.byteLength(each) <= 75)).toBe(true);
    expect(lines).toContain('DTSTART;VALUE=DATE:20261122');
    expect(lines).toContain('UID:shop.test-x-y@launch-ready');
    expect(text.replaceAll('\r\n ', '')).toContain(
      'DESCRIPTION:at A\\, B\\; C\\\\D and a very long explanation that goes on until the line has to be folded\\, é included',
    );
  });

  test('tables: quoted by RFC 4180, and no cell is a formula', () => {
    const hostile = line('tls x', ['=HYPERLINK("http://evil.test")', 'a,b', 'say "no"', '-1', '+1']);
    const [[name, text] = ['', '']] = [...handoverTables(pack([hostile]))];
    expect(name).toBe('tls-1-by-host.csv');
    expect(text.split('\r\n')[1]).toBe(
      `"'=HYPERLINK(""http://evil.test"")","a,b","say ""no""",'-1,'+1,good,measured,2026-11-22T00:00:00.000Z,,launch-ready audit shop.test --only tls`,
    );
  });

  test('the page: claims that do not fit and missing answers come first; empty columns are left out', () => {
    const page = handoverPage(
      pack([{ ...row, cells: ['shop.test', 'Example CA', '', '2027-01-01', '36 checks pass'] }], {
        contradictions: [
          line('c', ['the registrar is A', 'launch.yaml', 'the registry says B'], { state: 'bad' }),
        ],
        questions: [{ id: 'q', question: 'Who?', section: 'incident' }],
      }),
    );
    expect(page.sections.map(({ id }) => id)).toEqual(['contradictions', 'questions', 'tls']);
    expect(page.state).toBe('warn');
    expect(page.sections[2]?.evidence[0]).toMatchObject({
      title: 'By host (measured 2026-11-22: launch-ready audit shop.test --only tls)',
      columns: ['host', 'signed by', 'until', 'judged', 'state'],
    });
  });

  test('where lines come from is said once: the same command, the same form, or line by line', () => {
    const columns = ['name', 'type'];
    const dig = (name: string, type: string): HandoverLine =>
      line(`record ${name}`, [name, type], { rerun: `dig +noall +answer ${name} ${type}` });
    const titleOf = (lines: readonly HandoverLine[]): string | null =>
      sharedSource({ title: '', columns, lines });
    expect(titleOf([dig('a.test', 'A'), dig('b.test', 'MX')])).toBe(
      'measured 2026-11-22: dig +noall +answer <name> <type>',
    );
    const whois = line('c', ['c.test', 'registration'], { rerun: 'whois c.test' });
    expect(titleOf([dig('a.test', 'A'), whois])).toBe(
      'measured 2026-11-22: dig +noall +answer <name> <type>, or whois <name>',
    );
    const quoted = line('r', ['http://a.test/', ''], { rerun: "curl 'http://a.test/'" });
    expect(titleOf([quoted, { ...quoted, cells: ['x', ''], rerun: "curl 'x'" }])).toBe(
      "measured 2026-11-22: curl '<name>'",
    );
    const other = line('d', ['d', 'e'], { rerun: 'something else' });
    expect(titleOf([dig('a.test', 'A'), whois, other])).toBe(null);
    const said = line('e', ['e'], {
      origin: 'asked',
      state: 'plain',
      at: null,
      by: 'launch.yaml',
      rerun: null,
    });
    expect(titleOf([said, said])).toBe('said by launch.yaml');
    expect(titleOf([said, { ...said, state: 'missing' }])).toBe(null);
  });
});

test.each([
  ['v=DMARC1; rua=mailto:ines.falk+d@shop.test, x@y', 'v=DMARC1; rua=mailto:…@shop.test, x@y'],
  ['postmaster@shop.test and jörg@shop.test', '…@shop.test and …@shop.test'],
  ['card 4111 1111 1111 1111', 'card [card]'],
  ['ring +49 40 123456789', 'ring [phone number]'],
  ['SOA serial 2026112201, TTL 3600', 'SOA serial 2026112201, TTL 3600'],
])('%s leaves the house as %s', (text, left) => {
  expect(clean(text)).toBe(left);
});

test('a secret anywhere in a value is replaced by its kind; the number in an answer may be rung', () => {
  const key = `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`;
  const value = { a: [{ origin: 'asked', cells: ['+49 40 123456789', key] }] };
  const { cells } = cleaned(value, (each) => 'origin' in each).a[0] ?? { cells: [] };
  expect(cells[0]).toBe('+49 40 123456789');
  expect(cells[1]).toMatch(/^\[stripe-live-secret [0-9a-f]{12}\]$/);
});

test('HAND-3 the drill does not ask what nobody has said, nor takes a rule for a route', () => {
  const host = line('host shop.test', ['shop.test', 'apex', 'nobody named', 'not said', '1 check passes']);
  const rule = line('alert rule', ['An alert is sent', 'after 2 failures in a row'], { origin: 'derived' });
  const section = (id: string, lines: readonly HandoverLine[]) => ({
    id,
    title: id,
    about: '',
    blocks: [{ title: id, columns: [], lines }],
  });
  const sections = [section('domain', [host]), section('monitoring', [rule])];
  expect(drillQuestions({ ...pack([]), sections }, () => 0)).toEqual([]);
});

test('HAND-3 the drill asks what the pack says, and takes the answer as people give it', () => {
  const [signed, until] = drillQuestions(pack([row]), () => 0);
  expect(signed?.question).toBe('Who signed the certificate of shop.test?');
  expect(signed !== undefined && isRight(signed, ' example ca. ')).toBe(true);
  expect(signed !== undefined && isRight(signed, 'Example')).toBe(true);
  expect(signed !== undefined && isRight(signed, 'Other CA')).toBe(false);
  expect(until !== undefined && isRight(until, 'on 2027-01-01')).toBe(true);
  expect(until !== undefined && isRight(until, '')).toBe(false);
});

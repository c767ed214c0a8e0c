import type { DnsRecord } from '../../src/model/outside-dns.ts';
import { seededRandom } from '../../src/outside/fake/chance.ts';

/** A zone by intent and as somebody careless might have written it down; the two must mean the same. */
export interface GeneratedZone {
  readonly origin: string;
  /** Values in canonical form, written here by hand rules, not by the code under test. */
  readonly records: readonly DnsRecord[];
  readonly text: string;
}

interface Draw {
  readonly upTo: (limit: number) => number;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
  readonly chance: (percent: number) => boolean;
}

/** A value in canonical form beside a sloppy spelling of it; names in it are written by `spell`. */
type Value = (draw: Draw, spell: (name: string) => string) => readonly [canonical: string, written: string];

const words = [
  'www',
  'mail',
  'api',
  'shop',
  'a',
  'b-1',
  'xn--bcher-kva',
  '_dmarc',
  'selector1._domainkey',
  '*',
  'deep.er',
] as const;
const texts = [
  'v=spf1 -all',
  'k=rsa; p=MIIB',
  'say "hi"',
  'back\\slash',
  '',
  'semi;colon',
  'a b  c',
  '\x00\x7f\xff',
  '(paren)',
  'tab\there',
  '@',
] as const;
const hosts = ['mail.zone.test', 'zone.test', 'x.other.example', 'a.b.c.zone.test'] as const;

const quoted = (text: string): string =>
  `"${text.replace(/["\\]|[^\x20-\x7e]/g, (char) => (char === '"' || char === '\\' ? `\\${char}` : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`))}"`;
const bare = (text: string): string =>
  text.replace(/[^A-Za-z0-9=_.-]/g, (char) =>
    /[0-9]/.test(char) || char < ' ' || char > '~'
      ? `\\${String(char.charCodeAt(0)).padStart(3, '0')}`
      : `\\${char}`,
  );
const hexPart = (draw: Draw, bytes: number): string =>
  Array.from({ length: bytes }, () => draw.upTo(256).toString(16).padStart(2, '0')).join('');

const values: Readonly<Record<string, Value>> = {
  A: (draw) => {
    const text = [192, 0, 2, draw.upTo(256)].join('.');
    return draw.chance(10)
      ? [text, `\\# 4 C00002${Number(text.split('.')[3]).toString(16).padStart(2, '0')}`]
      : [text, text];
  },
  AAAA: (draw) => {
    const last = (draw.upTo(0xffff) + 1).toString(16);
    return [
      `2001:db8::${last}`,
      draw.one([
        `2001:DB8:0:0::${last}`,
        `2001:0db8:0000:0000:0000:0000:0000:${last}`,
        `2001:db8::${last.toUpperCase()}`,
      ]),
    ];
  },
  MX: (draw, spell) => {
    const [preference, host] = [draw.upTo(100), draw.one(hosts)];
    return [`${preference} ${host}.`, `${preference} ${spell(host)}`];
  },
  PTR: (draw, spell) => {
    const host = draw.one(hosts);
    return [`${host}.`, spell(host)];
  },
  SRV: (draw, spell) => {
    const [numbers, host] = [`${draw.upTo(9)} ${draw.upTo(9)} ${draw.upTo(65536)}`, draw.one(hosts)];
    return [`${numbers} ${host}.`, `${numbers} ${spell(host)}`];
  },
  TXT: (draw) => {
    const strings = Array.from({ length: 1 + draw.upTo(3) }, () => draw.one(texts));
    const write = (text: string): string => (text !== '' && draw.chance(40) ? bare(text) : quoted(text));
    return [strings.map(quoted).join(' '), strings.map(write).join(' ')];
  },
  HINFO: (draw) => [quoted('PDP 11') + ' ' + quoted('UNIX'), draw.one(['"PDP 11" UNIX', 'PDP\\ 11 "UNIX"'])],
  CAA: (draw) => {
    const [tag, value] = [
      draw.one(['issue', 'issuewild', 'iodef']),
      draw.one(['letsencrypt.org', ';', 'mailto:a@b.test']),
    ];
    return [
      `0 ${tag} ${quoted(value)}`,
      `0 ${tag} ${value === ';' ? '";"' : draw.one([quoted(value), value])}`,
    ];
  },
  TLSA: (draw) => {
    const hex = hexPart(draw, 32);
    return [
      `3 1 1 ${hex.toUpperCase()}`,
      `3 1 1 ${draw.chance(50) ? `${hex.slice(0, 20)} ${hex.slice(20)}` : hex}`,
    ];
  },
  SSHFP: (draw) => {
    const hex = hexPart(draw, 32);
    return [`4 2 ${hex.toUpperCase()}`, `4 2 ${hex}`];
  },
  NAPTR: (_draw, spell) => [
    '100 10 "S" "SIP+D2U" "" _sip._udp.zone.test.',
    `100 10 "S" SIP+D2U "" ${spell('_sip._udp.zone.test')}`,
  ],
  URI: (draw) => {
    const uri = `https://x.test/${draw.upTo(100)}`;
    return [`10 1 ${quoted(uri)}`, `10 1 ${quoted(uri)}`];
  },
  RP: (draw, spell) => {
    const host = draw.one(hosts);
    return [`${host}. ${host}.`, `${spell(host)} ${spell(host)}`];
  },
  HTTPS: (draw, spell) => {
    const host = draw.one(hosts);
    const port = draw.upTo(65536);
    return [
      `1 ${host}. alpn="h2,h3" port=${port}`,
      `1 ${spell(host)} ${draw.one([`port=${port} alpn="h2,h3"`, `alpn=h2,h3 port=${port}`])}`,
    ];
  },
  SVCB: (_draw, spell) => ['0 x.other.example.', `0 ${spell('x.other.example')}`],
  TYPE65280: (draw) => {
    const hex = hexPart(draw, 1 + draw.upTo(20));
    return [
      `\\# ${hex.length / 2} ${hex}`,
      `\\# ${hex.length / 2} ${draw.chance(50) ? `${hex.slice(0, 2)} ${hex.slice(2)}` : hex.toUpperCase()}`,
    ];
  },
  OPENPGPKEY: (draw) => {
    const key = Buffer.from(hexPart(draw, 30), 'hex').toString('base64');
    return [key, `${key.slice(0, 8)} ${key.slice(8)}`];
  },
};

/** The zone of this seed: SOA, NS and 1 to 14 record sets, in a random but legal style. */
export function generateZone(seed: number): GeneratedZone {
  const random = seededRandom(seed * 7919 + 1);
  const upTo = (limit: number): number => random.integer(limit);
  const draw: Draw = {
    upTo,
    one: (list) => list[upTo(list.length)] ?? list[0],
    chance: (percent) => upTo(100) < percent,
  };
  const writer = new Writer(draw, 'zone.test');
  const serial = upTo(4_000_000_000);
  writer.directives();
  writer.record(
    {
      name: 'zone.test',
      type: 'SOA',
      ttlSeconds: 3600,
      value: `ns1.zone.test. host.zone.test. ${serial} 7200 900 1209600 300`,
    },
    `${writer.spell('ns1.zone.test')} ${writer.spell('host.zone.test')} ${draw.one([`( ${serial} ; serial\n 2h 15M\n\t2w 5m )`, `${serial} 7200 900 1209600 300`, `${serial} 2h 900 2W 300`])}`,
  );
  writer.record(
    { name: 'zone.test', type: 'NS', ttlSeconds: 3600, value: 'ns1.zone.test.' },
    writer.spell('ns1.zone.test'),
  );
  writer.record({ name: 'ns1.zone.test', type: 'A', ttlSeconds: 600, value: '192.0.2.53' }, '192.0.2.53');
  const sets = new Set<string>();
  const count = 1 + upTo(14);
  for (let i = 0; i < count; i += 1) addSet(writer, draw, sets);
  return { origin: 'zone.test', records: writer.records, text: writer.text };
}

function addSet(writer: Writer, draw: Draw, taken: Set<string>): void {
  const name = draw.chance(15) ? 'zone.test' : `${draw.one(words)}.zone.test`;
  const isAlias =
    name !== 'zone.test' && draw.chance(10) && ![...taken].some((each) => each.startsWith(`${name} `));
  if (taken.has(`${name} CNAME`)) return;
  if (isAlias) {
    taken.add(`${name} CNAME`);
    const host = draw.one(hosts);
    return writer.record(
      { name, type: 'CNAME', ttlSeconds: draw.upTo(90_000), value: `${host}.` },
      writer.spell(host),
    );
  }
  const types = Object.keys(values);
  const type = types[draw.upTo(types.length)] ?? 'A';
  if (taken.has(`${name} ${type}`)) return;
  taken.add(`${name} ${type}`);
  const ttlSeconds = draw.upTo(90_000);
  const seen = new Set<string>();
  for (let n = 1 + draw.upTo(3); n > 0; n -= 1) {
    const [value = '', written = ''] = values[type]?.(draw, writer.spell) ?? [];
    if (!seen.has(value)) writer.record({ name, type, ttlSeconds, value }, written);
    seen.add(value);
  }
}

/** Writes records down with every freedom RFC 1035 section 5.1 gives. */
class Writer {
  readonly records: DnsRecord[] = [];
  text = '';
  private origin: string;
  private owner = '';
  private readonly draw: Draw;
  constructor(draw: Draw, origin: string) {
    this.draw = draw;
    this.origin = origin;
  }

  directives(): void {
    this.text += this.draw.one(['; a zone\n', '\n\n', '$TTL 1h\n', `$TTL 3600 ; hour\n`, '\r\n']);
    if (this.draw.chance(40)) this.text += `$ORIGIN ${this.origin}.\n`;
  }

  readonly spell = (name: string): string => {
    const { draw, origin } = this;
    const cased = draw.chance(20) ? name.toUpperCase() : name;
    if (name === origin && draw.chance(60)) return '@';
    const isBelow = name.endsWith(`.${origin}`);
    const text = isBelow && draw.chance(60) ? cased.slice(0, -origin.length - 1) : `${cased}.`;
    return draw.chance(10)
      ? text.replace(/^[a-z]/i, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`)
      : text;
  };

  record(record: DnsRecord, written: string): void {
    const { draw } = this;
    this.records.push(record);
    const omitsOwner = this.owner === record.name && draw.chance(60);
    const owner = omitsOwner
      ? draw.one([' ', '\t', '   '])
      : `${this.spell(record.name)}${draw.one([' ', '\t'])}`;
    this.owner = record.name;
    const ttl =
      draw.chance(30) && record.ttlSeconds >= 60 ? inUnits(record.ttlSeconds) : String(record.ttlSeconds);
    const head = draw.one([`${ttl} IN`, `IN ${ttl}`, ttl, `${ttl} in`, `CLASS1 ${ttl}`]);
    const type = draw.one([record.type, record.type.toLowerCase()]);
    const inside = !written.includes('(') && draw.chance(20) ? `( ${written} ; note ) "\n )` : written;
    this.text += `${owner}${head} ${type} ${inside}${draw.one(['', ' ; comment "', ' ', '\t;', '\r'])}\n`;
    if (draw.chance(5)) this.text += draw.one(['\n', '; nothing\n', '   ; blank\n']);
  }
}

const inUnits = (seconds: number): string =>
  [
    [86_400, 'd'],
    [3_600, 'H'],
    [60, 'm'],
    [1, 's'],
  ].reduce<readonly [string, number]>(
    ([text, left], [size, unit]) => {
      const count = Math.floor(left / Number(size));
      return [count > 0 ? `${text}${count}${unit}` : text, left % Number(size)];
    },
    ['', seconds],
  )[0];

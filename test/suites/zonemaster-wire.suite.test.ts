import { decode } from 'dns-packet';
import { expect, test } from 'vitest';
import type { DnsMessage } from '../../src/model/outside-dns.ts';
import { decodeMessage } from '../../src/protocols/dns/wire/decode.ts';
import { encodeResponse } from '../../src/protocols/dns/wire/encode.ts';
import { missingData, readPackets } from './zonemaster-data.ts';

const simple = new Set([
  'A',
  'AAAA',
  'NS',
  'CNAME',
  'PTR',
  'DNAME',
  'MX',
  'SOA',
  'TXT',
  'DS',
  'DNSKEY',
  'RRSIG',
]);

/** The machine may be shared: the suite takes 7 s alone. */
const suiteTimeoutMs = 180_000;

test.skipIf(missingData !== null)(
  '31,245 recorded packets: our decoder and an independent one agree',
  () => {
    let packets = 0;
    let agreed = 0;
    let printed = 0;
    const disagreements: string[] = [];
    for (const [file, , , , name, , packet] of readPackets()) {
      if (packet === null) continue;
      packets += 1;
      const bytes = Buffer.from(packet, 'base64');
      const ours = decodeMessage(bytes);
      if (ours.ok && JSON.stringify(shape(ours.message)) === JSON.stringify(theirShape(bytes))) agreed += 1;
      else if (disagreements.length < 5)
        disagreements.push(`${file} ${name}: ${JSON.stringify(ours).slice(0, 300)}`);
      if (ours.ok && isSameAgain(ours.message)) printed += 1;
    }
    process.stdout.write(`dns-wire ${agreed}/${packets}\n`);
    expect(disagreements).toEqual([]);
    expect([packets, agreed, printed]).toEqual([31_245, 31_245, 31_245]);
  },
  suiteTimeoutMs,
);

/** Print, parse and print again: nothing is lost on the way. */
function isSameAgain(message: DnsMessage): boolean {
  const encoded = encodeResponse(7, message);
  const again = encoded.ok ? decodeMessage(encoded.bytes) : null;
  return (
    again?.ok === true &&
    JSON.stringify({ ...again.message, sizeBytes: 0 }) === JSON.stringify({ ...message, sizeBytes: 0 })
  );
}

const shape = (message: DnsMessage): unknown =>
  [message.answers, message.authorities, message.additionals].map((section) =>
    section
      .filter((record) => simple.has(record.type))
      .map((record) => [record.name, record.type, record.ttlSeconds]),
  );

const theirShape = (bytes: Buffer): unknown => {
  const packet = decode(bytes);
  return [packet.answers, packet.authorities, packet.additionals].map((section) =>
    (section ?? [])
      .filter((record) => simple.has(record.type))
      .map((record) => [record.name.toLowerCase(), record.type, 'ttl' in record ? record.ttl : 0]),
  );
};

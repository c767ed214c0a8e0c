import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregateXml, gzipped, type MadeRow, reportMail, zipOf } from '../../test/fixtures/mail-reports.ts';

export interface MadePile {
  readonly files: number;
  /** Bytes of report XML in all of them, unpacked. */
  readonly xmlBytes: number;
  /** Bytes on disk. */
  readonly packedBytes: number;
  readonly messages: number;
}

const day = 86_400;
/** 2026-01-05, a Monday. */
const begin = 1_767_571_200;

/** Writes a seeded pile: sixty days, forty reporters, three domains, plain, gzip, zip and mails by turns, a tenth sent twice. */
export function makePile(folder: string, files: number, bytes: number): MadePile {
  const pick = chance(50_10_000);
  const perFile = bytes / files;
  let [xmlBytes, packedBytes, messages] = [0, 0, 0];
  let last = '';
  for (let index = 0; index < files; index += 1) {
    const isCopy = index % 10 === 9;
    if (!isCopy) {
      const rows = rowsFor(pick, Math.max(1, Math.round((perFile * 1.2 - 700) / 560)));
      messages += rows.reduce((sum, { count }) => sum + count, 0);
      last = aggregateXml({
        id: `r${index}`,
        begin: begin + (index % 60) * day,
        reporter: `receiver${pick(40)}.example`,
        domain: ['shop.example', 'news.example', 'app.example'][pick(3)] ?? 'shop.example',
        form: pick(4) === 0 ? 'rfc9990' : 'rfc7489',
        rows,
      });
    }
    xmlBytes += last.length;
    const { name, data } = packed(index, last);
    packedBytes += data.length;
    mkdirSync(join(folder, `${index % 20}`), { recursive: true });
    writeFileSync(join(folder, `${index % 20}`, name), data);
  }
  return { files, xmlBytes, packedBytes, messages };
}

function packed(index: number, xml: string): { readonly name: string; readonly data: Uint8Array } {
  switch (index % 4) {
    case 0:
      return { name: `${index}.xml`, data: Buffer.from(xml) };
    case 1:
      return { name: `${index}.xml.gz`, data: gzipped(xml) };
    case 2:
      return { name: `${index}.zip`, data: zipOf([{ name: `${index}.xml`, data: Buffer.from(xml) }]) };
    default:
      return { name: `${index}.eml`, data: Buffer.from(reportMail(`${index}.xml.gz`, gzipped(xml))) };
  }
}

function rowsFor(pick: (limit: number) => number, count: number): readonly MadeRow[] {
  return Array.from({ length: count }, () => {
    const kind = pick(10);
    const ip = `${pick(2) === 0 ? 192 : 203}.0.${pick(8)}.${pick(250)}`;
    if (kind < 7)
      return {
        ip,
        count: 1 + pick(200),
        dkim: 'pass',
        spf: 'pass',
        signatures: ['shop.example/s1/pass', 'sendgrid.net/smtpapi/pass'],
        envelopes: ['em1.shop.example/pass'],
      };
    if (kind < 9)
      return {
        ip,
        count: 1 + pick(5),
        signatures: ['shop.example/s1/fail'],
        envelopes: [`lists${pick(30)}.example/pass`],
      };
    return { ip, count: 1 + pick(3), envelopes: ['shop.example/fail'] };
  });
}

/** A linear congruential generator (Numerical Recipes): the same pile in every run. */
function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

import { crc32, deflateSync } from 'node:zlib';

const width = 1200;
const height = 630;

/** The picture of shared links, 1200 x 630 as feeds want it: water below sky, two colours, a PNG (ISO 15948) of a few hundred bytes. */
export function sharePicture(): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 3, 0, 0, 0], 8); // one bit per pixel, from a palette
  const row = (isWater: boolean): Buffer =>
    Buffer.concat([Buffer.of(0), Buffer.alloc(width / 8, isWater ? 255 : 0)]);
  const rows = Buffer.concat(Array.from({ length: height }, (_, y) => row(y > 400)));
  const parts = [
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.of(0xee, 0xf5, 0xf8, 0x0b, 0x5a, 0x7a)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

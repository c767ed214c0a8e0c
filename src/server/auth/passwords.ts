import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../model/outside.ts';

/** scrypt (RFC 7914) at N = 2^16, r = 8, p = 1: 64 MB and about a quarter of a second each. */
const cost = { logN: 16, blockSize: 8, parallelism: 1 } as const;
const saltBytes = 16;
const keyBytes = 32;
export const passwordLength = { least: 12, most: 200 } as const;

/** At most two at once: each takes 64 MB, and the checks share this machine. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** PHC string: `$scrypt$ln=16,r=8,p=1$salt$hash`. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(saltBytes));
  const key = await derive(password, salt, cost);
  const { logN, blockSize, parallelism } = cost;
  return `$scrypt$ln=${logN},r=${blockSize},p=${parallelism}$${base64(salt)}$${base64(key)}`;
}

/** Takes as long when there is no account (`null`) as when the password is wrong. */
export async function isPasswordRight(password: string, kept: string | null): Promise<boolean> {
  const parts = form.exec(kept ?? nobodysHash);
  if (parts === null || password.length > passwordLength.most) return false;
  const [, logN, blockSize, parallelism, salt = '', hash = ''] = parts;
  const wanted = Buffer.from(hash, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    logN: Number(logN),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(given, wanted) && kept !== null;
}

const form = /^\$scrypt\$ln=(1[0-8]),r=(\d{1,2}),p=(\d)\$([\w+/]{22})\$([\w+/]{43})$/;
const nobodysHash = `$scrypt$ln=16,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

interface Cost {
  readonly logN: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

async function derive(
  password: string,
  salt: Buffer,
  { logN, blockSize, parallelism }: Cost,
): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N: 2 ** logN, r: blockSize, p: parallelism, maxmem: 256 * 2 ** 20 };
      scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

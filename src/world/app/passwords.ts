import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const keyBytes = 32;

/** `salt.key`, both hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}.${(await derive(password, salt)).toString('hex')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.');
  const given = await derive(password, Buffer.from(salt, 'hex'));
  const known = Buffer.from(key, 'hex');
  return known.length === keyBytes && timingSafeEqual(given, known);
}

const derive = async (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

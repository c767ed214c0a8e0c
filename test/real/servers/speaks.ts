import { connect } from 'node:net';
import type { Place } from './server-process.ts';

/** Does the server greet with this text within a second: how SMTP, IMAP and the like begin. */
export const greets =
  (beginning: string) =>
  ({ address, port }: Place): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ host: address, port });
      const end = (isThere: boolean): void => {
        socket.destroy();
        resolve(isThere);
      };
      socket.setTimeout(1000, () => end(false));
      socket.on('error', () => end(false));
      socket.on('close', () => resolve(false));
      socket.once('data', (data) => end(data.toString('latin1').startsWith(beginning)));
    });

/** Does anything listen there. */
export const accepts = ({ address, port }: Place): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

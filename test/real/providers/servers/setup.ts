import { createSocket } from 'node:dgram';
import { encodeQuery } from '../../../../src/protocols/dns/wire/encode.ts';
import { decodeMessage } from '../../../../src/protocols/dns/wire/decode.ts';

export interface ZoneSetup {
  readonly zone: string;
  readonly zoneText: string;
  readonly keyName: string;
  /** Base64. */
  readonly secret: string;
}

export interface NameServerRun {
  /** On 127.0.0.1, UDP and TCP. */
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export const caseZone: ZoneSetup = {
  zone: 'case.test',
  zoneText: '$TTL 3600\n@ SOA ns1 host 1 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\n',
  keyName: 'launch',
  secret: Buffer.from('a secret of thirty-two bytes....').toString('base64'),
};

/** Whether the server on this port is the authority of the zone yet. */
export async function answersSoa(zone: string, port: number): Promise<boolean> {
  const query = encodeQuery(7, { name: zone, type: 'SOA' }, {});
  if (!query.ok) throw new Error(query.problem);
  const socket = createSocket('udp4');
  return new Promise<boolean>((resolve) => {
    const done = (isAnswered: boolean): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.close();
      resolve(isAnswered);
    };
    const timer = setTimeout(() => done(false), 300);
    socket.on('error', () => done(false));
    socket.on('message', (bytes) => {
      const answer = decodeMessage(bytes);
      done(answer.ok && answer.message.isAuthoritative && answer.message.answers.length > 0);
    });
    socket.send(query.bytes, port, '127.0.0.1');
  });
}

import { createServer as createPlainServer } from 'node:net';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { Server } from 'node:net';

export interface DoubleMail {
  readonly uid: number;
  readonly date: string;
  readonly raw: string;
}
export interface DoubleFolder {
  readonly name: string;
  /** `\\Junk`, or none. */
  readonly use?: string;
  readonly mails: DoubleMail[];
}
/** A small IMAP4rev1 server with faults on demand; enough for a reader, nothing more. */
export interface ImapDoubleOptions {
  readonly key: string;
  readonly cert: string;
  readonly password: string;
  readonly folders: DoubleFolder[];
  /** `starttls`: begins in the clear and offers the upgrade; `none`: in the clear without it. */
  readonly security?: 'implicit' | 'starttls' | 'none';
  /** The command after which nothing is said any more; `greeting`: from the beginning. */
  readonly stallsAt?: string;
  /** Says this instead of the usual answer: `{ 'UID FETCH': (tag) => '...' }`. */
  readonly says?: Readonly<Record<string, (tag: string) => string>>;
}
export interface ImapDouble {
  readonly port: number;
  readonly commands: string[];
  readonly close: () => Promise<void>;
}

export async function startImapDouble(options: ImapDoubleOptions): Promise<ImapDouble> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const { security = 'implicit', key, cert } = options;
  const welcome = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    if (options.stallsAt !== 'greeting') new Session(socket, options, commands).begin();
  };
  const server: Server =
    security === 'implicit' ? createTlsServer({ key, cert }, welcome) : createPlainServer(welcome);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    commands,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

class Session {
  #socket: Socket;
  readonly #options: ImapDoubleOptions;
  readonly #commands: string[];
  #text = '';
  #folder: DoubleFolder | undefined;
  #isStalled = false;

  constructor(socket: Socket, options: ImapDoubleOptions, commands: string[]) {
    this.#socket = socket;
    this.#options = options;
    this.#commands = commands;
  }

  begin(): void {
    this.#listen();
    this.#say('* OK ready');
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      for (let end = this.#text.indexOf('\r\n'); end !== -1; end = this.#text.indexOf('\r\n')) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        this.#answer(line);
      }
    });
  }

  #say(text: string): void {
    if (!this.#isStalled && !this.#socket.destroyed) this.#socket.write(`${text}\r\n`, 'latin1');
  }

  #answer(line: string): void {
    const [tag = '', first = ''] = line.split(' ');
    const rest = line.slice(tag.length + 1);
    const name = (
      first.toUpperCase() === 'UID' ? rest.split(' ').slice(0, 2).join(' ') : first
    ).toUpperCase();
    this.#commands.push(name);
    if (this.#options.stallsAt === name) this.#isStalled = true;
    const own = this.#options.says?.[name];
    if (own !== undefined) return this.#say(own(tag));
    if (name === 'STARTTLS') return this.#upgrade(tag);
    for (const text of this.#usual(name, rest)) this.#say(text);
    this.#say(this.#verdict(tag, name, rest));
    if (name === 'LOGOUT') this.#socket.end();
  }

  #verdict(tag: string, name: string, rest: string): string {
    if (name !== 'LOGIN') return `${tag} OK done`;
    const isRight =
      rest.endsWith(` "${this.#options.password}"`) || rest.endsWith(` ${this.#options.password}`);
    // Servers have been seen to say the command back, password and all.
    return isRight ? `${tag} OK welcome` : `${tag} NO [AUTHENTICATIONFAILED] Invalid credentials: ${rest}`;
  }

  #usual(name: string, rest: string): readonly string[] {
    const { folders, security } = this.#options;
    if (name === 'CAPABILITY') {
      const isPlain = !(this.#socket instanceof TLSSocket);
      const upgrade = security === 'starttls' && isPlain ? ' STARTTLS LOGINDISABLED' : '';
      return [`* CAPABILITY IMAP4rev1 SPECIAL-USE${upgrade}`];
    }
    if (name === 'LIST' && rest.endsWith('"" ""')) return ['* LIST (\\Noselect) "/" ""'];
    if (name === 'LIST' || name === 'LSUB')
      return folders.map(({ name: path, use }) => `* ${name} (${use ?? '\\HasNoChildren'}) "/" "${path}"`);
    if (name === 'EXAMINE' || name === 'SELECT') return this.#examine(/"([^"]*)"|(\S+)$/.exec(rest.slice(8)));
    return name === 'UID FETCH' ? this.#fetch(rest) : [];
  }

  #examine(match: RegExpExecArray | null): readonly string[] {
    const path = match?.[1] ?? match?.[2] ?? 'INBOX';
    this.#folder = this.#options.folders.find(({ name }) => name === path);
    const mails = this.#folder?.mails ?? [];
    const next = Math.max(0, ...mails.map(({ uid }) => uid)) + 1;
    return [
      `* ${mails.length} EXISTS`,
      '* FLAGS ()',
      '* OK [UIDVALIDITY 7] yes',
      `* OK [UIDNEXT ${next}] yes`,
    ];
  }

  #fetch(rest: string): readonly string[] {
    const [, from = '1', to] = /FETCH (\d+)(?::(\d+|\*))?/i.exec(rest) ?? [];
    const mails = this.#folder?.mails ?? [];
    const last = mails.at(-1)?.uid ?? 0;
    const top = to === undefined ? Number(from) : to === '*' ? last : Number(to);
    const [low, high] = [Math.min(Number(from), top), Math.max(Number(from), top)];
    const section = /BODY\.PEEK\[(HEADER\.FIELDS \([^)]*\))\]/i.exec(rest)?.[1];
    return mails.flatMap(({ uid, date, raw }, at) => {
      if (uid < low || uid > high) return [];
      const data = section === undefined ? raw : `${raw.split('\r\n\r\n')[0] ?? ''}\r\n\r\n`;
      return [
        `* ${at + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length} INTERNALDATE "${date}" BODY[${section ?? ''}] {${data.length}}\r\n${data})`,
      ];
    });
  }

  #upgrade(tag: string): void {
    this.#say(`${tag} OK begin`);
    this.#socket.removeAllListeners('data');
    const { key, cert } = this.#options;
    this.#socket = new TLSSocket(this.#socket, { isServer: true, key, cert });
    this.#socket.on('error', () => undefined);
    this.#listen();
  }
}

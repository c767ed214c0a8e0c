/** One web application: a request in, a response out. */
export type WebApp = (request: Request) => Response | Promise<Response>;

/** A request as it reached the edge. */
export interface Incoming {
  readonly scheme: 'http' | 'https';
  /** From the Host header, in lower case, without port. */
  readonly host: string;
  /** IP address of the world it was sent to. */
  readonly address: string;
  readonly method: string;
  /** As sent, with the query. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export const headerOf = (headers: readonly (readonly [string, string])[], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1];

export const textAnswer = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Outgoing => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8'], ...Object.entries(headers)],
  body: Buffer.from(text),
});

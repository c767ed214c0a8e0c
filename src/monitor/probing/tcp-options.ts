import { z } from 'zod';

/** What a `tcp` monitor says and expects. */
export const tcpOptions = z.strictObject({
  /** Written after connecting. */
  send: z.string().max(1000).nullable().default(null),
  /** Part of what the server says within the time limit. */
  expect: z.string().min(1).max(500).nullable().default(null),
});
export type TcpOptions = z.infer<typeof tcpOptions>;

/** Statuses that send a browser elsewhere (RFC 9110 section 15.4); 300, 304, 305 and 306 do not. */
const followed: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export const isRedirect = (status: number): boolean => followed.has(status);
/** RFC 9110 sections 15.4.2 and 15.4.9. */
export const isPermanent = (status: number): boolean => status === 301 || status === 308;
/** RFC 9110 sections 15.4.8 and 15.4.9: only these forbid turning POST into GET. */
export const keepsMethod = (status: number): boolean => status === 307 || status === 308;

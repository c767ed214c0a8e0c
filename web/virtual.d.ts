/** Made by `web/build.ts`: the page's own style and script as text, and their hashes for the content security policy. */
declare module 'virtual:report-assets' {
  export const style: string;
  export const script: string;
  /** `sha256-...`, base64 (CSP level 3 section 2.3.1). */
  export const styleHash: string;
  export const scriptHash: string;
}

/** Taken up by the bundler. */
declare module '*.css';

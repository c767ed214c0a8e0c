/** Prefixes with which a framework copies a variable into what browsers download, with the page that says so. */
export const publicPrefixes = [
  { prefix: 'NEXT_PUBLIC_', framework: 'Next.js' },
  { prefix: 'VITE_', framework: 'Vite' },
  { prefix: 'NUXT_PUBLIC_', framework: 'Nuxt' },
  { prefix: 'NUXT_ENV_', framework: 'Nuxt 2' },
  { prefix: 'REACT_APP_', framework: 'Create React App' },
  { prefix: 'EXPO_PUBLIC_', framework: 'Expo' },
  { prefix: 'GATSBY_', framework: 'Gatsby' },
  { prefix: 'VUE_APP_', framework: 'Vue CLI' },
  { prefix: 'STORYBOOK_', framework: 'Storybook' },
  { prefix: 'NG_APP_', framework: 'Angular' },
  { prefix: 'WXT_', framework: 'WXT' },
  { prefix: 'PLASMO_PUBLIC_', framework: 'Plasmo' },
  { prefix: 'RSPRESS_', framework: 'Rspress' },
] as const;

/** SvelteKit, Astro and Rsbuild use a plain `PUBLIC_`; a name outside their files may begin so by chance. */
export const isPublicName = (name: string): boolean =>
  publicPrefixes.some(({ prefix }) => name.startsWith(prefix)) || name.startsWith('PUBLIC_');

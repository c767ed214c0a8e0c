const key = 'launch-ready-theme';

export const themes = ['system', 'light', 'dark'] as const;

/** Draws the page in this scheme; `system` follows the reader's machine. */
export function wear(theme: string): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

// Storage throws in files opened from disk and in private windows of some browsers; the choice then holds for this page only.
export function rememberedTheme(): string {
  try {
    return localStorage.getItem(key) ?? 'system';
  } catch {
    return 'system';
  }
}

export function rememberTheme(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Nothing to do: see above.
  }
}

import { all, press, show } from './elements.ts';

const key = 'launch-ready-theme';

/** System, light or dark; remembered where the browser lets a page remember. */
export function startThemeSwitch(): void {
  const buttons = all('[data-theme-choice]');
  const choose = (theme: string): void => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    press(buttons, (button) => button.dataset.themeChoice === theme);
  };
  for (const button of buttons)
    button.addEventListener('click', () => {
      const theme = button.dataset.themeChoice ?? 'system';
      choose(theme);
      remember(theme);
    });
  choose(remembered());
  show(document.querySelector<HTMLElement>('[data-theme-switch]'));
}

// Storage throws in files opened from disk and in private windows of some browsers.
function remembered(): string {
  try {
    return localStorage.getItem(key) ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // The choice then holds for this page only.
  }
}

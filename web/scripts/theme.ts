import { all, press, show } from './elements.ts';
import { rememberedTheme, rememberTheme, wear } from './theme-memory.ts';

/** System, light or dark; remembered where the browser lets a page remember. */
export function startThemeSwitch(): void {
  const buttons = all('[data-theme-choice]');
  const choose = (theme: string): void => {
    wear(theme);
    press(buttons, (button) => button.dataset.themeChoice === theme);
  };
  for (const button of buttons)
    button.addEventListener('click', () => {
      const theme = button.dataset.themeChoice ?? 'system';
      choose(theme);
      rememberTheme(theme);
    });
  choose(rememberedTheme());
  show(document.querySelector<HTMLElement>('[data-theme-switch]'));
}

import { themes } from '../scripts/theme-memory.ts';

/** Three ways; the script shows it, remembers the choice and sets `data-theme` on the root. */
export const ThemeSwitch = () => (
  <div class="segments" role="group" aria-label="Colour scheme" data-theme-switch hidden>
    {themes.map((theme) => (
      <button class="button" type="button" data-theme-choice={theme} aria-pressed={theme === 'system'}>
        {theme}
      </button>
    ))}
  </div>
);

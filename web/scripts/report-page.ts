import { startCopyButtons } from './copy.ts';
import { startFindingFilter } from './finding-filter.ts';
import { startKeyboard } from './keyboard.ts';
import { startReveal } from './reveal.ts';
import { startThemeSwitch } from './theme.ts';

startThemeSwitch();
startCopyButtons();
startFindingFilter();
startKeyboard();
startReveal();

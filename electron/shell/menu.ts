/**
 * The menu: roles only, so that the system's own shortcuts work in text fields. There is no reload (Ctrl+R belongs to the
 * window), and no minimise (its shortcut Ctrl+M belongs to the window too).
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type ShellWords } from './words.ts';

export type MenuOptions = {
  readonly words: ShellWords;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
};

export const setMenu = (options: MenuOptions): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));

export const menuTemplate = ({ words, platform, packaged }: MenuOptions): MenuItemConstructorOptions[] => [
  platform === 'darwin'
    ? {
        label: 'Gatescope',
        submenu: [
          { role: 'about', label: words.about },
          { type: 'separator' },
          { role: 'hide', label: words.hide },
          { type: 'separator' },
          { role: 'quit', label: words.quit },
        ],
      }
    : {
        label: words.file,
        submenu: [{ role: 'about', label: words.about }, { type: 'separator' }, { role: 'quit', label: words.quit }],
      },
  {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      { type: 'separator' },
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  },
  {
    label: words.view,
    submenu: [
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'togglefullscreen', label: words.fullScreen },
      ...developerItems(words, packaged),
    ],
  },
];

const developerItems = (words: ShellWords, packaged: boolean): MenuItemConstructorOptions[] =>
  packaged ? [] : [{ type: 'separator' }, { role: 'toggleDevTools', label: words.developerTools }];

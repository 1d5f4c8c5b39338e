/** The module `electron` as the built program sees it. What is not exported here, the program cannot import. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mustBeReady } from './double-app.ts';
import { makeCodec } from './clone.ts';
import { loud } from './loud.ts';
import { records, tell } from './parent.ts';

export { app } from './double-app.ts';
export { protocol, session } from './double-session.ts';
export { BrowserWindow } from './double-window.ts';

let copied = '';
export const copiedText = (): string => copied;
export const clipboard = loud('clipboard', {
  writeText: (text: string) => {
    copied = text;
    return Promise.resolve();
  },
});

export const dialog = loud('dialog', {
  showErrorBox: (title: string, content: string) => {
    records.dialogs.push({ title, content });
    tell({ told: 'problem', text: `dialog: ${title}` });
  },
});

/** The roles of Electron's `MenuItemConstructorOptions` that the program may use. */
const roles =
  'about hide quit undo redo cut copy paste selectAll resetZoom zoomIn zoomOut togglefullscreen toggleDevTools'.split(
    ' ',
  );
type MenuItem = { readonly role?: string; readonly submenu?: readonly MenuItem[] };
const checkRoles = (items: readonly MenuItem[]): void => {
  for (const { role, submenu } of items) {
    if (role !== undefined && !roles.includes(role)) throw new Error(`The Electron double knows no role '${role}'`);
    checkRoles(submenu ?? []);
  }
};
export const Menu = loud('Menu', {
  buildFromTemplate: (template: readonly MenuItem[]) => {
    checkRoles(template);
    return { template };
  },
  setApplicationMenu: ({ template }: { template: readonly MenuItem[] }) =>
    (records.menu = makeCodec().decode(makeCodec().encode(template))),
});

export const nativeTheme = loud('nativeTheme', { shouldUseDarkColors: false });

/** By default the store that protects nothing, and says that it can: what Electron finds on a bare Linux. */
const keyStoreSecret = process.env['GATESCOPE_DOUBLE_KEY_STORE'];
const key = createHash('sha256')
  .update(keyStoreSecret ?? 'printed in the source')
  .digest();
export const safeStorage = loud('safeStorage', {
  getSelectedStorageBackend: () => (keyStoreSecret === undefined ? 'basic_text' : 'gnome_libsecret'),
  isAsyncEncryptionAvailable: () => {
    mustBeReady('safeStorage');
    return Promise.resolve(true);
  },
  encryptStringAsync: (plain: string) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
  },
  decryptStringAsync: (sealed: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const result = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
});

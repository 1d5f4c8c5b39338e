/** The few words that belong to the shell itself: menu and refusals, in the language of the system. */
export type ShellWords = (typeof shellWords)['zh'] | (typeof shellWords)['en'];

/** @param systemLanguages BCP 47, preferred first. Chinese unless the first of the two that we speak is English. */
export const shellWordsFor = (systemLanguages: readonly string[]): ShellWords => {
  const spoken = systemLanguages
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === 'zh' || tag === 'en');
  return shellWords[spoken === 'en' ? 'en' : 'zh'];
};

const shellWords = {
  zh: {
    about: '关于 Gatescope',
    hide: '隐藏 Gatescope',
    quit: '退出 Gatescope',
    file: '文件',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    developerTools: '开发者工具',
    noSandbox: '没有沙箱，Gatescope 不打开窗口',
    noSandboxHelp:
      '程序是带 --no-sandbox 启动的。没有沙箱时，收到的数据一旦利用了浏览器内核的漏洞，就能操作这台电脑。\n\n' +
      'AppImage 会在系统禁用了用户命名空间时自动加上这个选项。请改装 .deb 包，' +
      '或请管理员启用用户命名空间；也可以运行 gatescope serve，在系统浏览器里使用同样的窗口。\n\n什么都没有打开，也没有连接。 [SANDBOX-OFF]',
    notStarted: 'Gatescope 无法启动',
    notStartedHelp: '程序自身的文件不完整，或数据文件夹无法写入。请重新安装，或检查文件夹的权限。 [START-FAILED]',
  },
  en: {
    about: 'About Gatescope',
    hide: 'Hide Gatescope',
    quit: 'Quit Gatescope',
    file: 'File',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: 'View',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    developerTools: 'Developer Tools',
    noSandbox: 'Gatescope opens no window without its sandbox',
    noSandboxHelp:
      'The program was started with --no-sandbox. Without a sandbox, received data that exploits a fault of the browser engine could act on this computer.\n\n' +
      'An AppImage adds this option by itself where user namespaces are switched off. Install the .deb package instead, ' +
      'or have user namespaces enabled; or run gatescope serve and use the same window in the system browser.\n\nNothing was opened and nothing was connected. [SANDBOX-OFF]',
    notStarted: 'Gatescope could not start',
    notStartedHelp:
      'A file of the program is missing, or its data folder cannot be written. Install it again, or check the rights of the folder. [START-FAILED]',
  },
} as const;

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import './design/base.css';
import './design/controls.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { openBridge } from './bridge.ts';
import { createWindowI18n } from './i18n.ts';
import { bridgeKey } from './stores/bridge-key.ts';

const { bridge, hostLink } = await openBridge();

createApp(App, { hostLink })
  .provide(bridgeKey, bridge)
  .use(createPinia())
  .use(createWindowI18n(navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'))
  .mount('#app');

// Starts the window: asks the program where it stands, then shows the page that fits.
import { createApp } from 'vue';
import App from './App.vue';
import { call } from './api';
import { showRareCharacters } from './text/rare';
import { router } from './router';
import { applyRememberedLook, enter } from './session';
import { refused } from './queries/notices';
import 'element-plus/theme-chalk/base.css';
import './styles/theme.css';
import './styles/base.css';
import './styles/controls.css';

async function start(): Promise<void> {
  applyRememberedLook();
  try {
    await enter(await call('app_state', {}));
  } catch (error) {
    refused(error);
  }
  const app = createApp(App);
  app.config.errorHandler = (error) => refused(error);
  app.use(router);
  app.mount('#app');
  showRareCharacters();
}

void start();

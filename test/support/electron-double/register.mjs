// Puts the double in the place of the module `electron`, and lets Node read the double's TypeScript.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);

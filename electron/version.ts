/** The version of the program, from the one place where it is written. */
export { version } from '../package.json';

/** Who may call: the main frame of our window while it shows our page. Pure, so that every other caller can be tried. */
export type Frame = { readonly origin: string; readonly detached: boolean };

/**
 * @param sender null when the frame has gone or gone elsewhere since it called
 * @param mainFrame of the web contents that called
 */
export const isOwnPage = (sender: Frame | null, mainFrame: Frame, pageOrigin: string): boolean =>
  // The origin as the browser process knows it: `new URL('app://…').origin` is 'null' in Node, which has no such scheme.
  sender !== null && sender === mainFrame && !sender.detached && sender.origin === pageOrigin;

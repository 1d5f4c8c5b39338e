/** The one origin that the window ever shows. Its host is fixed, so that two pages could never be told apart by it. */
export const pageScheme = 'app';
export const pageHost = 'gatescope';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageAddress = `${pageOrigin}/`;

/** The two channels of the bridge. Shared by both ends; a new row of the contract adds none. */
export const requestChannel = 'gatescope:request';
export const eventChannel = 'gatescope:event';

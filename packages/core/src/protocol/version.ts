/** Raised by one whenever an old client could misread a new host, or the reverse. */
export const protocolVersion = 1;

/** Rooms found and chosen, and the trust in their hosts. */
export const rooms = {};

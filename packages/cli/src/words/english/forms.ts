/** Forms: titles, fields, hints and what is wrong in a field. */
export const forms = {};

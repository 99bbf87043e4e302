/** The version of the program; `test/docs.test.ts` holds it against package.json. */
export const version = "0.1.0";

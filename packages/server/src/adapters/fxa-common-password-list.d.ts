// The package brings no types of its own, and this is all we use of it.
declare module "fxa-common-password-list" {
  const list: { test(password: string): boolean };
  export = list;
}

import { ChatError, type UserName } from "@classchat/core";
import { nameKeys } from "@classchat/core/look-alikes";
import type { Account, AccountId, AccountStore } from "./ports.ts";

/** The account that is meant by what a mentor typed, whether it is here or not. */
export async function findAccount(accounts: AccountStore, user: UserName): Promise<Account> {
  const account = await accounts.findByName(nameKeys(user));
  if (!account) throw new ChatError("no-such-user", { field: "user" });
  return account;
}

/** The same for what nobody does to themselves. */
export async function findOther(
  accounts: AccountStore,
  by: { account: AccountId },
  user: UserName,
): Promise<Account> {
  const account = await findAccount(accounts, user);
  if (account.id === by.account) throw new ChatError("not-yourself", { field: "user" });
  return account;
}

/** The same for what is not done to mentors. */
export async function findStudent(
  accounts: AccountStore,
  by: { account: AccountId },
  user: UserName,
): Promise<Account> {
  const account = await findOther(accounts, by, user);
  if (account.role === "mentor") throw new ChatError("is-mentor", { field: "user" });
  return account;
}

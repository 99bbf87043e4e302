import type { Role } from "@classchat/core";
import type { Account, AccountStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { ChangingRows, RowId, Rows } from "./nedb-rows.ts";
import { oldest, withDevice } from "./store-rules.ts";

type AccountRow = Account & RowId;

const indexes = [
  { fieldName: "email", unique: true },
  { fieldName: "nameKeys", unique: true },
  { fieldName: "role", unique: false },
];

export class NedbAccounts implements AccountStore {
  readonly #rows: DurableCollection<AccountRow>;

  private constructor(rows: DurableCollection<AccountRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbAccounts> {
    return new NedbAccounts(await DurableCollection.open(path, { ...options, indexes }));
  }

  create(account: Account) {
    return this.#rows.write(async (rows) => {
      if (await isTaken(rows, "nameKeys", account.nameKeys)) return "name-taken";
      if (await isTaken(rows, "email", [account.email])) return "email-taken";
      await rows.add([{ _id: account.id, ...account }]);
      return "created";
    });
  }

  find(id: string): Promise<Account | undefined> {
    return this.#rows.read(async (rows) => toAccount(await rows.get(id)));
  }

  findByEmail(email: string): Promise<Account | undefined> {
    return this.#rows.read(async (rows) => toAccount((await rows.find("email", [email]))[0]));
  }

  findByName(nameKeys: readonly string[]): Promise<Account | undefined> {
    return this.#rows.read(async (rows) => toAccount((await rows.find("nameKeys", nameKeys))[0]));
  }

  addDevice(id: string, device: string, keep: number): Promise<void> {
    return this.#change(id, ({ devices }) => ({ devices: withDevice(devices, device, keep) }));
  }

  setRole(id: string, role: Role): Promise<void> {
    return this.#change(id, () => ({ role }));
  }

  changePassword(id: string, passwordHash: string): Promise<void> {
    return this.#change(id, () => ({ passwordHash, devices: [] }));
  }

  firstMentor(): Promise<Account | undefined> {
    return this.#rows.read(async (rows) =>
      oldest((await rows.find("role", ["mentor"])).map(withoutId)),
    );
  }

  close(): Promise<void> {
    return this.#rows.close();
  }

  #change(id: string, fieldsFor: (row: AccountRow) => Partial<Account>): Promise<void> {
    return this.#rows.write(async (rows: ChangingRows<AccountRow>) => {
      const row = await rows.get(id);
      if (row) await rows.replace({ ...row, ...fieldsFor(row) });
    });
  }
}

async function isTaken(
  rows: Rows<AccountRow>,
  field: "email" | "nameKeys",
  values: readonly string[],
): Promise<boolean> {
  return (await rows.find(field, values)).length > 0;
}

function toAccount(row: AccountRow | undefined): Account | undefined {
  return row && withoutId(row);
}

function withoutId({ _id, ...account }: AccountRow): Account {
  return account;
}

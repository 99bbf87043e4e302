import { nameKeys } from "@classchat/core/look-alikes";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";

/** Leaves the account of Mia (`mia.l`) in a host's folder, as an earlier run would: its only mentor. */
export async function keepMentor(hostFolder: string): Promise<void> {
  const store = await openNedbStore(hostFolder);
  const names = { user: "Mia", nameKeys: nameKeys("Mia"), email: "mia.l" };
  const rest = { passwordHash: "forgotten", devices: [], createdAt: 0 };
  await store.accounts.create({ id: "mia", role: "mentor", ...names, ...rest });
  await store.close();
}

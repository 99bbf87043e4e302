import { randomBytes } from "node:crypto";
import type { Role } from "@classchat/core";
import { nameKeys } from "@classchat/core/look-alikes";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";

/**
 * Leaves so many accounts in a host's folder, as an earlier lesson would, each signed in: gives their tokens. Three
 * of four are mentors, who may say as much as a connection takes; the others keep the pace of students.
 */
export async function keepClass(
  hostFolder: string,
  count: number,
  { passwordHash = "forgotten" }: { passwordHash?: string } = {},
): Promise<string[]> {
  const store = await openNedbStore(hostFolder);
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString("base64url"));
  const now = Date.now();
  await Promise.all(
    tokens.map(async (token, i) => {
      const id = `account-${i}`;
      const user = `pupil ${i}`;
      const role: Role = i % 4 === 3 ? "student" : "mentor";
      const names = { user, nameKeys: nameKeys(user), email: `pupil.${i}` };
      const rest = { passwordHash, devices: [], createdAt: now + i };
      await store.accounts.create({ id, role, ...names, ...rest });
      const digest = systemSecrets.digest(token);
      await store.sessions.open({ digest, account: id, openedAt: now, usedAt: now }, 1);
    }),
  );
  await store.close();
  return tokens;
}

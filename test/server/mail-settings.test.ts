import assert from "node:assert/strict";
import { HostSettings } from "@classchat/server";
import type { MailFailureReason } from "@classchat/server/chat/ports";
import { isMailAddress, readMailSettings } from "@classchat/server/mail-settings";
import { words } from "classchat/words/words";

const all = {
  "mail-domain": "school.edu",
  smtp: "smtp://chat@mail.school.edu",
  "mail-from": "chat@school.edu",
};
const environment = { CLASSCHAT_SMTP_PASSWORD: "from outside" };

describe("the settings for mail", () => {
  it("come together or not at all", () => {
    assert.equal(readMailSettings({}, environment), undefined);
    assert.equal(readMailSettings(all, environment)?.domain, "school.edu");
    for (const name of Object.keys(all)) {
      const half = { ...all, [name]: undefined };
      assert.throws(() => readMailSettings(half, environment), { code: "mail-incomplete" });
    }
  });

  it("take the password from the environment where the URL has none", () => {
    const passwordOf = (smtp: string) =>
      readMailSettings({ ...all, smtp }, environment)?.relay.password;
    assert.equal(passwordOf(all.smtp), "from outside");
    assert.equal(passwordOf("smtp://chat:inside@mail.school.edu"), "inside");
    assert.throws(() => readMailSettings(all, {}), {
      code: "smtp-password-missing",
      details: { user: "chat" },
    });
    assert.ok(readMailSettings({ ...all, smtp: "smtp://localhost" }, {}));
  });

  it("are checked one by one", () => {
    const wrong: Record<string, string[]> = {
      "mail-domain": ["@school.edu", "school..edu", "school.edu, evil.example", "-x.edu", ""],
      smtp: ["mail.school.edu", "http://mail.school.edu", "smtp://mail.school.edu/x"],
      "mail-from": [
        "school.edu",
        "a@b@c",
        "A <a@b.c>",
        "a@b.c,d@e.f",
        "a b@c.d",
        "a@b.c\r\nBcc: d@e",
      ],
    };
    assert.ok(HostSettings.safeParse(all).success);
    for (const [name, texts] of Object.entries(wrong)) {
      for (const text of texts) {
        const { success, error } = HostSettings.safeParse({ ...all, [name]: text });
        assert.deepEqual([success, error?.issues[0]?.path], [false, [name]], text);
      }
    }
    assert.ok(isMailAddress("o'neil+x@mail.school.edu"));
  });
});

describe("a mail that did not go out", () => {
  it("is explained in one line that says what to do, for each reason", () => {
    const hints: Record<MailFailureReason, RegExp> = {
      unreachable: /no mail server can be reached at mail\.school\.edu:587 .*check --smtp/u,
      silent: /does not answer in time: .*firewall/u,
      "no-encryption": /nothing was sent: .*smtp\+insecure:/u,
      certificate: /smtp-ca or NODE_EXTRA_CA_CERTS/u,
      "sign-in": /Gmail and Microsoft want an app password/u,
      rejected: /does not take the mail \(its answer\)/u,
    };
    for (const [reason, hint] of Object.entries(hints)) {
      const explain = words.host.mailTrouble[reason as MailFailureReason];
      assert.match(explain("mail.school.edu:587", "its answer"), hint);
    }
  });
});

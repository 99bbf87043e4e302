import assert from "node:assert/strict";
import { EmailName, isRoomName, UserName } from "@classchat/core";
import { isReservedName, nameKeys } from "@classchat/core/look-alikes";

describe("names", () => {
  const refusalOf = (schema: typeof UserName | typeof EmailName, name: string) =>
    schema.safeParse(name).error?.issues[0]?.message;

  it("of users are 2 to 24 visible characters of any script", () => {
    for (const name of ["Anu", "अनु", "小林", "дмитрий", "o-brien_2", "👩🏽x", "a".repeat(24)]) {
      assert.equal(refusalOf(UserName, name), undefined, name);
    }
    assert.equal(refusalOf(UserName, "a"), "name-length");
    assert.equal(refusalOf(UserName, "a".repeat(25)), "name-length");
    for (const name of [
      "a b",
      "a@b",
      "a\u200bb",
      "a\u202eb",
      "a\u0007b",
      "-rf",
      "ab\u2800",
      "a\u3164b",
    ]) {
      assert.equal(refusalOf(UserName, name), "name-characters", JSON.stringify(name));
    }
  });

  it("clash by case, by compatible letters and by looks", () => {
    const clash = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));
    for (const [a, b] of [
      ["anu", "ANU"],
      ["anu", "ａｎｕ"],
      ["anu", "аnu"],
      ["ana_b", "anab"],
      ["Iris", "lris"],
    ] as const) {
      assert.ok(clash(a, b), `${a} ${b}`);
    }
    assert.ok(!clash("anu", "ben"));
  });

  it("that would pass for a role or the program are reserved", () => {
    for (const name of ["mentor", "Mеntor", "ADMIN", "every-one", "ménTor"]) {
      assert.ok(isReservedName(name), name);
    }
    assert.ok(!isReservedName("Anu"));
  });

  it("of e-mail addresses are the part before the @", () => {
    assert.equal(EmailName.parse("Anu.K_9-x"), "anu.k_9-x");
    assert.equal(refusalOf(EmailName, "anu@school.edu"), "email-at");
    for (const name of ["", ".a", "a.", "a..b", "a b", "é", "a".repeat(65)]) {
      assert.equal(refusalOf(EmailName, name), "email-characters", name);
    }
  });

  it("of rooms are never taken for an address and fit a DNS label", () => {
    for (const name of ["physics", "Room 12", "физика", "9b"]) assert.ok(isRoomName(name), name);
    for (const name of ["", "10.0.0.1", "a:1", " x", "x\ny", "ж".repeat(30)]) {
      assert.ok(!isRoomName(name), name);
    }
  });
});

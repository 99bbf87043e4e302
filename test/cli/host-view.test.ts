import assert from "node:assert/strict";
import { noPace, paceAfter, paceAt } from "classchat/state/pace";
import { freshWarnings, withWarning } from "classchat/state/warnings";
import { bigWord } from "classchat/ui/big-letters";
import { cardView } from "classchat/ui/card-view";
import { deskRows } from "classchat/ui/desk-view";
import { hostRows } from "classchat/ui/host-panel-view";
import { words } from "classchat/words/words";
import { after, entered, messageOf, opened, roomId } from "../support/views.ts";

const minute = 60_000;

describe("the pace of a room", () => {
  it("is what comes in a minute, and falls when nothing comes [C38]", () => {
    let pace = noPace;
    for (let second = 0; second < 300; second += 2) {
      pace = paceAfter(pace, [{ ...messageOf(second), at: second * 1_000 }], second * 1_000);
    }
    assert.equal(Math.round(paceAt(pace, 298_000)), 30);
    assert.ok(paceAt(pace, 298_000 + 5 * minute) < 0.5);
  });

  it("is not that of the past when one catches up [C38]", () => {
    const missed = Array.from({ length: 60 }, (_, index) => ({
      ...messageOf(index + 1),
      at: index * minute,
    }));
    assert.ok(paceAt(paceAfter(noPace, missed, 0), 0) < 2);
  });
});

describe("the desk of a mentor", () => {
  const desk = { muted: [], banned: [], resetRequests: [], disk: "enough" as const };
  const at = new Date(2026, 0, 5, 9, 5).getTime();
  const place = { width: 29, height: 10, now: at + minute, transfers: 0 };

  it("tells how much is said and what went wrong at the host, for a while [C38]", () => {
    const warnings = [{ about: "mail" as const, text: "no answer\u001b[2J from mx.school", at }];
    const rows = (now: number) =>
      deskRows(desk, { ...place, now, perMinute: 11.6, warnings }).map(({ text }) => text);
    assert.deepEqual(rows(at + minute), [
      " ! 09:05 a mail failed:",
      "   no answer from mx.school",
      " ● 12 messages a minute",
    ]);
    assert.deepEqual(rows(at + 15 * minute), [" ● 12 messages a minute"]);
  });

  it("says that the host met an error, and where that is written down [R12]", () => {
    const text = words.host.screen.error(3, "host/classchat.log");
    const warnings = [{ about: "host" as const, text, at }];
    const rows = deskRows(desk, { ...place, warnings }).map(({ text }) => text);
    assert.deepEqual(rows, [
      " ! 09:05 this host:",
      "   3 unexpected errors: see",
      "   host/classchat.log",
    ]);
  });

  it("keeps the last warning of each kind, also when another account enters [C38]", () => {
    const old = { about: "mail" as const, text: "old", at };
    const mail = { ...old, text: "new" };
    const network = { ...old, about: "network" as const };
    const warnings = [old, network, mail].reduce(withWarning, []);
    assert.deepEqual(freshWarnings(warnings, at), [network, mail]);
    const { tabs } = after(
      opened,
      entered(),
      { type: "warned", room: roomId, ...mail },
      entered({ me: { user: "weber", role: "mentor" } }),
    );
    assert.deepEqual(tabs[0]?.warnings, [mail]);
  });
});

describe("the panel of a host", () => {
  const shown = {
    name: "physics",
    addresses: ["192.168.1.20"],
    port: 4_242,
    code: "maple-otter-river-seven",
  };
  const panel = (height: number, more = {}, width = 37) =>
    hostRows({ ...shown, ...more }, { width, height });
  const isLarge = (height: number, more = {}, width = 37) =>
    panel(height, more, width).some(({ text }) => /[▀▄]/u.test(text));
  const hasQr = (height: number, more = {}) =>
    panel(height, more).some(({ tone }) => tone === "qr");

  it("has the code in large letters, and a QR code, as far as people leave room [C75]", () => {
    assert.ok(hasQr(30));
    assert.equal(panel(30).length, 30);
    assert.ok(!hasQr(29) && isLarge(29));
    assert.equal(panel(22).length, 22);
    assert.ok(!isLarge(21));
    for (const height of [0, 22, 30])
      assert.ok(panel(height).some(({ text }) => text === " MAPLE OTTER RIVER SEVEN"));
    assert.deepEqual(
      panel(0).map(({ text }) => text),
      [
        " physics",
        " 192.168.1.20:4242",
        "",
        " room code",
        " MAPLE OTTER RIVER SEVEN",
        "",
        " classchat join physics",
        " more mentors: /mentor-code",
        "─".repeat(37),
      ],
    );
  });

  it("has every code in large letters where windows are wide, and none wider than itself [C75]", () => {
    const code = "mushroom-tomorrow-document-minimum";
    assert.ok(isLarge(31, { code }));
    assert.ok(!isLarge(31, { code }, 30));
    for (const { text } of panel(40, { code })) assert.ok(text.length <= 37, text);
  });

  it("has no QR code where there is no address [C75]", () => {
    assert.ok(!hasQr(40, { addresses: [] }));
    assert.ok(isLarge(40, { addresses: [] }));
  });

  it("draws the points of the code as a camera reads them [C75]", () => {
    const [first = "", second = ""] = panel(40)
      .filter(({ tone }) => tone === "qr")
      .map(({ text }) => text.slice(1));
    // The light border above a dark row; below that the light points inside of the corner.
    assert.match(first, /^█▀▀▀▀▀▀▀█/u);
    assert.match(second, /^█ █▀▀▀█ █/u);
  });
});

describe("the card", () => {
  const shown = {
    name: "physics",
    addresses: ["192.168.1.20"],
    port: 4_242,
    code: "maple-otter-river-seven",
  };
  const card = (columns: number, rows: number, more = {}) =>
    cardView({ ...shown, ...more }, { columns, rows });

  it("fits into every window [C39]", () => {
    const code = "accident-mushroom-hospital-champion";
    for (let columns = 20; columns <= 160; columns += 20) {
      for (let height = 6; height <= 60; height += 9) {
        const { rows, qr, isBeside } = card(columns, height, { code });
        const widths = [...rows.map(({ text }) => text), ...qr].map((row) => row.length);
        assert.ok(Math.max(...widths) <= columns, `${columns}x${height}`);
        const all = isBeside ? Math.max(rows.length, qr.length) : rows.length + qr.length;
        assert.ok(all <= height, `${columns}x${height}`);
      }
    }
  });

  it("has a QR code where there is room for one beside large letters [C39]", () => {
    assert.ok(card(120, 40).isBeside);
    assert.equal(card(120, 40).qr.length, 29);
    assert.equal(card(60, 50).isBeside, false);
    assert.ok(card(60, 50).qr.length > 0);
    assert.deepEqual(card(80, 24).qr, []);
    assert.deepEqual(card(120, 40, { addresses: [] }).qr, []);
  });

  it("says the words as they are where large ones do not fit [C39]", () => {
    const texts = card(20, 6).rows.map(({ text }) => text);
    assert.deepEqual(texts, ["physics", "MAPLE OTTER RIVER", "SEVEN", "192.168.1.20:4242"]);
  });

  it("has a shape for each letter, and no two of them alike [C39]", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => bigWord(letter, 1));
    assert.equal(new Set(letters.map((rows) => rows?.join("\n"))).size, 26);
    for (const rows of letters) {
      assert.equal(rows?.length, 5);
      assert.equal(new Set(rows?.map((row) => row.length)).size, 1);
    }
    assert.equal(bigWord("é", 1), undefined);
  });
});

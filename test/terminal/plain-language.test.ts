import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { commandHelp } from "classchat/input/command";
import { onLoopback, program } from "../support/command.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Terminal } from "../support/terminal.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

/** Names, what others wrote, and what is the same in all languages: commands, flags, keys. */
const allowed = new Set([
  ...commandHelp.flatMap(({ usage }) => usage.match(/\p{L}+/gu) ?? []),
  ..."ana mia physics look here hear why hidden pin this abandon ability able about".split(" "),
  ..."classchat export nonsense history Enter TEXT".split(" "),
]);

// What Node's own prompt writes.
const escapes = new RegExp(`${"\u001b"}\\[[\\d;?]*[A-Za-z]`, "gu");

describe("plain lines in Hindi", () => {
  const folder = temporaryFolder();
  const world = new World();
  let terminal: Terminal | undefined;

  after(async () => {
    await terminal?.close();
    await world.end();
  });

  it("say all in Hindi, each in its order [C50] [C51] [C52]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock });
    const mia = await world.mentor(host, "mia");
    const ana = await world.member(host, "ana");
    await say(mia, "look here");
    await ana.request("message:markRead", { seq: 1 });
    clock.advance(1_000);
    await ana.request("doubt:ask", { id: randomUUID(), text: "why" });
    clock.advance(1_000);
    await say(mia, "hear @ana");
    ana.close();

    const room = `127.0.0.1:${roomNamed(host, "physics").port}`;
    terminal = Terminal.start(
      process.execPath,
      [program, "join", room, "--plain", "--data", folder("data")],
      {
        env: { ...onLoopback, LANG: "hi_IN.UTF-8", CLASSCHAT_DOWNLOADS: folder("saved") },
        cols: 150,
        rows: 100,
      },
    );
    const told = (text: string | RegExp) => terminal?.waitFor(text);
    const type = async (line: string, answer: string | RegExp) => {
      terminal?.type(`${line}\r`);
      await told(answer);
    };

    await told("कक्ष कोड");
    await type("abandon ability able about", /कोड .+\n.*कक्ष कोड/su);
    await type("", "उपयोगकर्ता नाम:");
    await type("ana", "पासवर्ड:");
    await type(password, "आप ana नाम से कक्ष में हैं");
    await told("शिक्षक mia: look here");
    await told(/शिक्षकों से पूछते हैं: why[\s\S]+नए संदेश:[\s\S]+आपके लिए, शिक्षक mia: hear @ana/u);

    await type("/nonsense", "/nonsense नाम का कोई कमांड नहीं");
    await type("/doubt", "/doubt TEXT");
    await type("/clear", "यह केवल शिक्षक कर सकते हैं");
    await type("/files", "कोई फ़ाइल नहीं है");
    await type("/export md", "प्रतिलिपि:");
    await mia.request("room:setQuiet", { quiet: true, forMs: 600_000 });
    await told("केवल शिक्षक लिख सकते हैं (mia)");
    await type("hidden", "विफल: hidden");
    await mia.request("room:setQuiet", { quiet: false });
    await told("अब सब फिर लिख सकते हैं");
    await mia.request("room:announce", { text: "pin this" });
    await told("mia की घोषणा: pin this");
    await mia.request("room:clear", { upTo: 2 });
    await told("के 2 संदेश मिटा दिए");
    await type("/help", "बाकी सब पंक्तियाँ");
    await mia.request("member:ban", { user: "ana" });
    assert.equal(await terminal.exited, 1);

    const said = terminal.output.replaceAll(folder("saved"), "").replaceAll(escapes, "");
    const latin = [...said.matchAll(/\p{Script=Latin}{3,}/gu)].map(([word]) => word);
    const strangers = new Set(latin.filter((word) => !allowed.has(word)));
    assert.deepEqual([...strangers], []);
  });
});

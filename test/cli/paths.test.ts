import assert from "node:assert/strict";
import { parseCommand } from "classchat/input/command";
import { completePath, type FolderEntry } from "classchat/input/completion";
import { droppedPath, readPath } from "classchat/input/path";

describe("a path that is typed or pasted", () => {
  it("may be written as terminals and people write it [F22]", () => {
    const written = {
      "notes.txt": "notes.txt",
      " my notes.txt ": "my notes.txt",
      '"my notes.txt"': "my notes.txt",
      "'/home/anu/my notes.txt'": "/home/anu/my notes.txt",
      "'/home/anu/it'\\''s.txt'": "/home/anu/it's.txt",
      "/home/anu/my\\ notes\\ \\(2\\).txt": "/home/anu/my notes (2).txt",
      "file:///home/anu/my%20notes.txt": "/home/anu/my notes.txt",
      "file://localhost/etc/100%": "/etc/100%",
      "file:///C:/Users/anu/notes.txt": "C:/Users/anu/notes.txt",
      "C:\\Users\\anu\\(2) a.txt": "C:\\Users\\anu\\(2) a.txt",
      "\\\\school\\share\\a.txt": "\\\\school\\share\\a.txt",
      "docs\\a.txt": "docs\\a.txt",
      "~/notes.txt": "~/notes.txt",
    };
    for (const [text, path] of Object.entries(written)) assert.equal(readPath(text), path, text);
  });

  it("is a dropped file where it is one absolute path and nothing else [F22]", () => {
    const dropped = {
      "/home/anu/notes.txt ": "/home/anu/notes.txt",
      "'/home/anu/my notes.txt' ": "/home/anu/my notes.txt",
      "/Users/anu/my\\ notes.txt": "/Users/anu/my notes.txt",
      '"C:\\Users\\anu\\my notes.txt"': "C:\\Users\\anu\\my notes.txt",
      "file:///home/anu/a.txt": "/home/anu/a.txt",
      "~/a.txt": "~/a.txt",
    };
    for (const [text, path] of Object.entries(dropped)) assert.equal(droppedPath(text), path, text);
    const others = [
      "",
      "/help",
      "//etc/hosts",
      "/mute ben 10m",
      "notes.txt",
      "'hello'",
      "see /etc/a",
    ];
    for (const text of [...others, "/home/a\n/home/b", "/usr/bin is full", "1/2"]) {
      assert.equal(droppedPath(text), undefined, text);
    }
  });

  it("stands behind the commands for files [F22]", () => {
    assert.deepEqual(parseCommand("/file '/home/anu/my notes.txt'"), {
      ...{ type: "file", path: "/home/anu/my notes.txt" },
    });
    assert.equal(parseCommand("/file").type, "incomplete");
    const get = { type: "get", file: "my notes.txt", folder: "/tmp/to here" };
    assert.deepEqual(parseCommand('/get "my notes.txt" /tmp/to\\ here'), get);
    assert.deepEqual(parseCommand("/get 14"), { type: "get", file: "14", folder: undefined });
    assert.equal(parseCommand("/get my notes.txt now").type, "incomplete");
    assert.deepEqual(parseCommand("/cancel"), { type: "cancel", name: undefined });
  });

  it("is completed as far as there is one way to go on, then the ways are told [F22]", async () => {
    const folders: Record<string, FolderEntry[]> = {
      "": [dir("Documents"), dir("Downloads"), file("notes.txt"), file(".hidden")],
      "~/": [file("Übung 1.txt"), file("Übung 2.txt")],
      "C:\\": [dir("Users")],
    };
    const list = async (folder: string) => folders[folder] ?? [];
    const complete = (text: string) => completePath(text, list);
    assert.deepEqual(await complete("no"), { text: "notes.txt", candidates: [] });
    assert.deepEqual(await complete("d"), { text: "Do", candidates: ["Documents/", "Downloads/"] });
    assert.deepEqual(await complete("Doc"), { text: "Documents/", candidates: [] });
    assert.equal((await complete("~/ü")).text, "~/Übung ");
    assert.equal((await complete("C:\\us")).text, "C:\\Users\\");
    assert.deepEqual(await complete(".h"), { text: ".hidden", candidates: [] });
    assert.deepEqual(await complete("nowhere/x"), { text: "nowhere/x", candidates: [] });
  });
});

function dir(name: string): FolderEntry {
  return { name, isFolder: true };
}

function file(name: string): FolderEntry {
  return { name, isFolder: false };
}

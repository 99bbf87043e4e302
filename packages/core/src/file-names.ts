import { utf8Length } from "./names.ts";
import { cleanLine } from "./text.ts";

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these name devices, also before a dot.
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/iu;
// What an invisible, private or unassigned character looks like differs from screen to screen.
const unsteady = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;
const forbidden = /[<>:"|?*%]/gu;
/** Room for ` (99)` and `.part` behind it: file systems take 255 bytes (ext4, APFS) or UTF-16 units (NTFS). */
const longestBytes = 180;

/**
 * A name that is safe to write on any file system, made of one that came from outside: no folders, no device,
 * no hidden file, no option of a command, no character that hides or turns what follows. Never empty.
 */
export function safeFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/u).at(-1) ?? "";
  const plain = cleanLine(last)
    .replace(unsteady, "")
    .normalize("NFC")
    .replace(forbidden, "_")
    .replace(/\p{Zs}+/gu, " ")
    .replace(/^[\s.~-]+/u, "")
    .replace(/[\s.]+$/u, "");
  return shortened(
    plain === "" || deviceName.test(plain) ? `file_${plain}`.replace(/_$/u, "") : plain,
  );
}

/** The name in two parts: what comes before its last extensions, and those. */
export function splitFileName(name: string): { stem: string; extension: string } {
  const [, stem = name, extension = ""] = /^(.+?)((?:\.[A-Za-z0-9]{1,8}){0,2})$/su.exec(name) ?? [];
  return { stem, extension };
}

function shortened(name: string): string {
  const { stem, extension } = splitFileName(name);
  const characters = [...stem];
  while (utf8Length(characters.join("") + extension) > longestBytes) characters.pop();
  return characters.join("").trimEnd() + extension;
}

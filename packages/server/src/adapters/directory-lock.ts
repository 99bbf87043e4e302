import { createHash } from "node:crypto";
import { readdir, realpath, rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DataDirectoryError } from "./data-directory-error.ts";
import { ensureFolder, errorCode } from "./disk.ts";
import { systemSecrets } from "./system-secrets.ts";

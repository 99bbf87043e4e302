#!/usr/bin/env node
"use strict";

// React loads its slow development build unless told otherwise.
process.env.NODE_ENV ??= "production";

const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { setDefaultHighWaterMark } = require("node:stream");

// As from Node 22 on. With the 16 KiB of Node 20, one TLS record is a stream's fill: files stop and go at each of them.
setDefaultHighWaterMark(false, 64 * 1024);

const main = join(__dirname, "..", "bundle", "main.cjs");
if (existsSync(main)) {
  require(main);
} else {
  process.stderr.write("classchat: the program was not built yet: run npm run build\n");
  process.exitCode = 1;
}

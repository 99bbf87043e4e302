import { memoryStore } from "@classchat/server/adapters/memory-store";
import { storeSuite } from "../suites/store-suite.ts";

storeSuite("memory store", async () => memoryStore());

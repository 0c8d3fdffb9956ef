import { defineConfig } from "vitest/config";

// Browser tests against the shipped binary: one server and one browser for
// all of them, in order.
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    sequence: { concurrent: false },
    bail: 0,
  },
});

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The console is built into dist/ and embedded in the binary. At run time it
// loads nothing from any other host. `npm run dev` proxies the API of a
// running server named by SHIHENG_URL.
export default defineConfig({
  plugins: [react()],
  build: {
    target: "chrome100",
    outDir: "dist",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/api": { target: process.env.SHIHENG_URL ?? "http://127.0.0.1:8080", ws: true, changeOrigin: false },
    },
  },
});

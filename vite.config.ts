import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { ISOLATION } from './scripts/headers.mjs';
import { offlinePlugin } from './scripts/offlinePlugin';

export default defineConfig({
  // Relative, so that the built folder works below any path.
  base: './',
  plugins: [react(), offlinePlugin()],
  server: { headers: ISOLATION },
  preview: { headers: ISOLATION },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: { input: ['index.html', 'headless.html', 'bench.html'] },
  },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

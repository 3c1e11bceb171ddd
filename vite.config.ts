import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Without these two headers a page is not isolated, and onnxruntime-web has a single thread. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [react()],
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: { input: ['index.html', 'headless.html', 'bench.html'] },
  },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
});

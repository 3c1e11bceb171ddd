import { FileDown } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { CodedError } from '../../core';
import { connection } from '../session/connection';
import { openFiles } from '../session/open';
import { setSession } from '../stores/session';
import { folderAmong } from './folderAmong';

const refusal = (folder: string): CodedError =>
  new CodedError('FILE_NOT_ONNX', `${folder} is a folder: drop the files that are in it instead`, folder);

/** The whole page takes files. */
export function DropZone({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  // dragenter and dragleave come in pairs for every child that is passed over.
  const depth = useRef(0);
  const carriesFiles = (event: React.DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the file input is everyone's
    <div
      className="app"
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current++;
        // The model worker starts while the file is still in the air.
        connection();
        setOver(true);
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const { items, files } = event.dataTransfer;
        const dropped = folderAmong(Array.from(items));
        if (dropped === null) void openFiles([...files]);
        else setSession({ error: refusal(dropped).toData() });
      }}
    >
      {children}
      {over && (
        <div className="drop-here" aria-hidden="true">
          <FileDown size={40} strokeWidth={1.5} />
          <p>Drop the model, with its weights if they are in files of their own</p>
        </div>
      )}
    </div>
  );
}

import { type DragEvent, useRef, useState } from 'react';

export interface FileDrop {
  /** While a file is held over the place. */
  isOver: boolean;
  /** Put on the element that takes it. */
  handlers: Pick<React.HTMLAttributes<HTMLElement>, 'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop'>;
}

/** Takes the files that are dropped together. */
export function useFileDrop(onFiles: (files: File[]) => void): FileDrop {
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const end = () => {
    depth.current = 0;
    setIsOver(false);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: (event) => {
        if (!hasFile(event)) return;
        depth.current += 1;
        setIsOver(true);
      },
      onDragOver: (event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDragLeave: (event) => {
        if (!hasFile(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) end();
      },
      onDrop: (event) => {
        end();
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      },
    },
  };
}

/**
 * The one way a worker speaks with the main process: Electron's utility-process port, or, in tests, the IPC channel of
 * `child_process.fork`. What arrives is validated by whoever listens.
 */
export interface ParentPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Electron's `process.parentPort`; declared here because a worker does not see Electron's types. */
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

export function openParentPort(): ParentPort {
  const electron = (process as unknown as { parentPort?: ElectronParentPort }).parentPort;
  if (electron) {
    return {
      post: (message) => electron.postMessage(message),
      onMessage: (listener) => electron.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send)
    throw new Error(
      'The worker was started without a parent: start it with utilityProcess.fork or child_process.fork.',
    );
  // A worker without a parent has nobody to work for; Electron sees to this by itself.
  process.on('disconnect', () => process.exit(0));
  return {
    post: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  };
}

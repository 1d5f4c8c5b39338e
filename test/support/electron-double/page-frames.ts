/** The frames of a page as the browser knows them, never as the page says, and which script context belongs to which. */
import { toProgram } from './addresses.ts';
import { type TargetSession } from './devtools.ts';

export type FrameState = {
  readonly id: string;
  readonly parentId?: string;
  url: string;
  origin: string;
  detached: boolean;
};

export type PageFrames = {
  readonly main: FrameState;
  ofId(frameId: string): FrameState | undefined;
  ofContext(contextId: number): FrameState | undefined;
  /** Of the main frame's isolated world; undefined between two pages. */
  preloadContext(): number | undefined;
};

/** Before `Page.enable` and `Runtime.enable`. */
export const trackFrames = async ({ send, on }: TargetSession, world: string): Promise<PageFrames> => {
  const { frameTree } = await send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
  const main: FrameState = { id: frameTree.frame.id, url: '', origin: 'null', detached: false };
  const frames = new Map([[main.id, main]]);
  const contexts = new Map<number, string>();
  let preload: number | undefined;

  on('Page.frameAttached', ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
    frames.set(frameId, { id: frameId, parentId: parentFrameId, url: '', origin: 'null', detached: false });
  });
  on('Page.frameDetached', ({ frameId }: { frameId: string }) => {
    const gone = frames.get(frameId);
    if (gone !== undefined) gone.detached = true;
    frames.delete(frameId);
  });
  on('Page.frameNavigated', ({ frame }: { frame: { id: string; url: string; securityOrigin: string } }) => {
    const known = frames.get(frame.id);
    if (known === undefined) return;
    known.url = toProgram(frame.url);
    // Chromium says `://` for an opaque origin.
    known.origin = frame.securityOrigin === '://' ? 'null' : toProgram(frame.securityOrigin);
  });
  type Created = { context: { id: number; name: string; auxData: { frameId: string } } };
  on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }: Created) => {
    contexts.set(id, auxData.frameId);
    if (name === world && auxData.frameId === main.id) preload = id;
  });
  on('Runtime.executionContextDestroyed', ({ executionContextId: id }: { executionContextId: number }) => {
    contexts.delete(id);
    if (preload === id) preload = undefined;
  });
  on('Runtime.executionContextsCleared', () => {
    contexts.clear();
    preload = undefined;
  });

  return {
    main,
    ofId: (frameId) => frames.get(frameId),
    ofContext: (contextId) => frames.get(contexts.get(contextId) ?? ''),
    preloadContext: () => preload,
  };
};

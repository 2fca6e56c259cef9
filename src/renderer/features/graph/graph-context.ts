import { createContext, useContext } from 'react';

interface GraphFocus {
  /** The step that the Tab key leads to. */
  current: string;
  /** The step whose detail is shown. */
  selected: string | null;
  select: (id: string) => void;
  focused: (id: string, byKeys: boolean) => void;
}

/** Apart from the nodes' own data, so that a key press does not make two hundred of them anew. */
export const GraphFocusContext = createContext<GraphFocus | null>(null);

export function useGraphFocus(): GraphFocus {
  const focus = useContext(GraphFocusContext);
  if (!focus) throw new Error('Broken invariant: a node stands in a graph');
  return focus;
}

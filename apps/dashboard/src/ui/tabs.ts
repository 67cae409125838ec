/** The look of a row of tabs; the behaviour is radix's. */
export const tabListClass = 'flex gap-1 overflow-x-auto border-b px-3 sm:px-4';
export const tabClass =
  'shrink-0 border-b-2 border-transparent px-2 py-2.5 text-[0.8125rem] font-medium text-soft -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:text-text';

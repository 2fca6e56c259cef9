export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center whitespace-nowrap rounded-[5px] border bg-card px-1.5 font-medium text-ink-3 text-xs">
      {children}
    </kbd>
  );
}

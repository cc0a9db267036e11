import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../api/calls.ts';
import { ProblemNote } from './problem-note.tsx';

interface Properties<Item> {
  queryKey: QueryKey;
  /** Reads the part that a cursor leads to; the first one without. */
  read: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>;
  /** How often to look for changes while the list is looked at; never when left out. */
  refreshMs?: number;
  name: string;
  /** What stands there until the first part has come; a grey block when left out. */
  pending?: ReactNode;
  /** What stands there when there is nothing. */
  empty: ReactNode;
  row: (item: Item) => ReactNode;
}

/** A list that comes in parts, newest first: also while it comes, when it does not, and when there is nothing. */
export function PagedList<Item>({ queryKey, read, refreshMs, name, pending = <Coming name={name} />, empty, row }: Properties<Item>) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (part) => part.next_cursor ?? undefined,
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
  });
  const items = list.data?.pages.flatMap((part) => part.items) ?? [];
  return (
    <>
      {list.isPending && pending}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && empty}
      {items.length > 0 && <ul className="call-list" aria-label={name}>{items.map(row)}</ul>}
      {list.hasNextPage && (
        <div className="more">
          <button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </button>
        </div>
      )}
    </>
  );
}

function Coming({ name }: { name: string }) {
  return <div aria-busy="true" aria-label={`Loading ${name.toLowerCase()}`}><span className="skeleton block" /></div>;
}

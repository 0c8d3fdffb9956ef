// Lists of records: one hook under all of them, narrowed by what the address
// of the page holds.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

export interface RecordFilter {
  system?: string;
  place?: string;
  state?: string;
  dueBy?: string;
  q?: string;
}

interface Page<T> {
  items: T[];
  next: string;
}

export type Asked = RecordFilter & { cursor?: string; limit: number };

/** A list read page by page; read gets the filter with the place in the list. */
export function useRecords<T>(key: string, filter: RecordFilter, read: (query: Asked) => Promise<Page<T>>) {
  return useInfiniteQuery({
    queryKey: [key, filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => read({ ...filter, limit: 100, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

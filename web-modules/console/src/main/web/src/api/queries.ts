import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem.ts';

/** A request that could not be answered is tried this often again; one that was refused is not. */
const RETRIES = 2;

/** What was loaded stands for this long before it is asked for again. */
const FRESH_MS = 5000;

/** An empty cache of what the API answered. Each account has its own: nothing is shown to the next one. */
export function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      },
    },
  });
}
